MATCH (:RuleSet {id: $rules})-[:ALTERNATIVE]->(route:Route)-[:REQUIRES]->(condition:Condition)
WITH route, collect(condition) AS conditions
WITH route, conditions, [c IN conditions WHERE c.kind = 'HELD' | c.value] AS lower,
  [c IN conditions WHERE c.kind = 'TITLE'] AS titled,
  [c IN conditions WHERE c.kind IN ['EDUCATION', 'ASSISTANT_TECHNICIAN']] AS schooled
UNWIND CASE WHEN size(lower) = 0 THEN [$nothing] ELSE [h IN $held WHERE h.level = lower[0]] END AS held
UNWIND CASE WHEN size(titled) = 0 THEN [$nothing] ELSE $titles END AS title
UNWIND CASE WHEN size(schooled) = 0 THEN [$nothing] ELSE $schools END AS school
WITH route, held, [c IN conditions | CASE c.kind
    WHEN 'WORKED' THEN $counted[c.kind + ' ' + c.value + ' ' + CASE c.ref
        WHEN 'HELD' THEN held.key WHEN 'TITLE' THEN title.key
        WHEN 'DIPLOMA' THEN school.key WHEN 'ASSISTANT_TECHNICIAN' THEN school.key ELSE '' END]
    WHEN 'HELD' THEN held.truth
    WHEN 'HELD_FOR' THEN $counted[c.kind + ' ' + c.value + ' ' + held.key]
    WHEN 'TITLE' THEN CASE WHEN title.height >= $heights[c.value] THEN title.truth ELSE $never END
    WHEN 'EDUCATION' THEN CASE WHEN NOT school.kind IN split(c.value, '|') THEN $never
        ELSE CASE c.ref WHEN 'GRADUATE' THEN school.graduate WHEN 'STUDENT' THEN school.student
             ELSE school.final END END
    WHEN 'MAJOR' THEN school.major
    WHEN 'SCHOOL_APPROVED' THEN school.approved
    WHEN 'ASSISTANT_TECHNICIAN' THEN school.assistant
    WHEN 'APPRENTICESHIP' THEN $apprenticeship
    WHEN 'AGE' THEN $counted[c.kind + ' ' + c.value]
    ELSE $unknown END] AS truths
WITH reduce(day = held.floor, t IN truths | CASE WHEN t[0] > day THEN t[0] ELSE day END) AS maybe,
  reduce(day = held.floor, t IN truths | CASE WHEN t[1] > day THEN t[1] ELSE day END) AS surely,
  reduce(day = $forever, t IN truths | CASE WHEN t[2] < day THEN t[2] ELSE day END) AS over
RETURN min(CASE WHEN maybe < over THEN maybe END) AS maybe, min(CASE WHEN surely < over THEN surely END) AS surely
