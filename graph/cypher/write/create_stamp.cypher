CREATE (s:Stamp {id: 'stamp', engine: $engine, schema_version: $schema_version, purpose: $purpose,
                 identity: $identity})
