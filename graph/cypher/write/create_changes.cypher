UNWIND $rows AS row
CREATE (c:Change {id: row.id, revision: row.revision, entity: row.entity, label: row.label,
                  action: row.action, before: row.before})
