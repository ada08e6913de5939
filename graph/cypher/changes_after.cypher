MATCH (c:Change) WHERE c.revision > $revision
RETURN c.revision AS revision, c.entity AS entity, c.label AS label, c.action AS action, c.before AS before
ORDER BY c.revision DESC, c.id
