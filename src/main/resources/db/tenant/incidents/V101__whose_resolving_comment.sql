-- Whether a person wrote it was guessed before; their activity says so.
update incident set resolving_comment_is_own = false
where resolving_comment_is_own and id not in (
    select incident_id from activity where kind = 'changed' and field = 'resolvingComment' and alert_id is null);
update incident set resolving_comment_is_own = true
where resolving_comment is not null and not resolving_comment_is_own and id in (
    select incident_id from activity where kind = 'changed' and field = 'resolvingComment' and alert_id is null);
