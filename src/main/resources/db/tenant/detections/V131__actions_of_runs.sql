alter table detection_run add column actions integer default 0 not null;
-- Things that lacked something, or that were too many.
alter table detection_run add column actions_left_out integer default 0 not null;

create table detection_action (
    rule_id   bigint not null references detection_rule (id) on delete cascade,
    action_id uuid not null,
    made_at   timestamp(6) with time zone not null,
    primary key (rule_id, action_id)
);
create index detection_action_of on detection_action (rule_id, made_at);
create index detection_action_age on detection_action (made_at);
