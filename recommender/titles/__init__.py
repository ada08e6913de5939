"""From a job title or free text to an occupation, or to a group where no occupation is sure enough."""
