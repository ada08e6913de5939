CREATE (d:Draft {
  id: $id, subject: $subject, version: $version, at: $at, who: $who, base: $base, content: $content
})
