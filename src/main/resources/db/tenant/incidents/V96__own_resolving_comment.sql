alter table incident add column resolving_comment_is_own boolean default false not null;
update incident set resolving_comment_is_own = true where resolving_comment is not null and status_is_own;

-- What Microsoft says of its incident, whatever a person decided here: so it stands when that is taken back.
alter table incident add column source_status varchar(20);
update incident set source_status = status where source_updated_at is not null and not status_is_own and redirect_to is null;
