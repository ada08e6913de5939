MATCH (c:Change) WHERE c.entity = $entity
RETURN c.revision AS revision, c.entity AS entity, c.label AS label, c.action AS action, c.before AS before
ORDER BY c.revision, c.id
