-- What a merge by a person moved, so that it can go back.
create table incident_merge_part (
    merge_id bigint not null references incident_merge (id),
    part     varchar(10) not null,
    part_id  bigint not null,
    -- Of an alert: the group that it was in.
    group_id bigint,
    primary key (merge_id, part, part_id)
);

alter table incident_merge alter column before set data type text;
create index comment_older on incident_comment (older_of);
create index comment_of_alert on incident_comment (alert_id, id);
create index activity_of_alert on activity (alert_id, id);
create index kept_apart_other on kept_apart (other);
