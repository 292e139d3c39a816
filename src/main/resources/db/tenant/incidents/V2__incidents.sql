-- Whoever changes which alerts belong together holds this row, and takes the next numbers from it.
create table grouping (
    id            integer not null primary key,
    next_incident bigint not null,
    next_alert    bigint not null
);
insert into grouping (id, next_incident, next_alert) values (1, 1, 1);

-- An incident is also a group: the alerts that our own rules, or Microsoft, put together. A group of ours that is about
-- the same as an incident of Microsoft's is redirected to it and goes on growing there.
create table incident (
    id                bigint not null primary key,
    source_id         varchar(100),
    source_updated_at timestamp(6) with time zone,
    name              varchar(1000) not null,
    name_is_own       boolean not null,
    severity          smallint not null,
    severity_is_own   boolean not null,
    status            varchar(20) not null,
    status_is_own     boolean not null,
    is_open           boolean not null,
    redirect_to       bigint references incident (id),
    assigned_to       varchar(200),
    assigned_is_own   boolean not null,
    classification    varchar(40) not null,
    determination     varchar(40) not null,
    classified_is_own boolean not null,
    tags_are_own      boolean not null,
    resolving_comment varchar(4000),
    created_at        timestamp(6) with time zone not null,
    changed_at        timestamp(6) with time zone not null,
    resolved_at       timestamp(6) with time zone,
    first_at          timestamp(6) with time zone not null,
    last_at           timestamp(6) with time zone not null,
    alerts            integer not null,
    active_alerts     integer not null,
    entities          integer not null,
    devices           integer not null,
    users             integer not null,
    mailboxes         integer not null,
    categories        varchar(1000) not null,
    sources           varchar(1000) not null,
    version           integer not null
);
create unique index incident_of_source on incident (source_id);
create index incident_by_activity on incident (last_at, id);
create index incident_by_creation on incident (created_at, id);
create index incident_by_change on incident (changed_at, id);
-- The queue's, one for each of its orders and for what is most often asked for.
create index incident_of_status on incident (status, last_at, id);
create index incident_of_status_by_severity on incident (status, severity, last_at, id);
create index incident_of_status_by_creation on incident (status, created_at, id);
create index incident_of_status_by_change on incident (status, changed_at, id);
create index incident_of_assignee on incident (assigned_to, status, last_at, id);
create index incident_redirected on incident (redirect_to);

-- As the source told it last; what a person decided here lies in the columns whose names end in _is_own.
create table alert (
    id                  bigint not null primary key,
    source_id           varchar(200) not null,
    source_updated_at   timestamp(6) with time zone not null,
    source_incident     varchar(100),
    -- Microsoft Graph has not told of it yet.
    is_streamed         boolean not null,
    -- Which incident our own rules, or Microsoft, put it in; incident_id says where it is shown.
    group_id            bigint not null,
    incident_id         bigint not null,
    placed_by_person    boolean not null,
    -- Why it is there: the links that were found when it came, as JSON.
    links               varchar(4000),
    entities            uuid array not null,
    title               varchar(1000) not null,
    severity            smallint not null,
    status              varchar(20) not null,
    is_open             boolean not null,
    service_source      varchar(40) not null,
    detection_source    varchar(100),
    category            varchar(100),
    techniques          varchar(1000) not null,
    threat              varchar(200),
    assigned_to         varchar(200),
    classification      varchar(40) not null,
    determination       varchar(40) not null,
    worked_on           boolean not null,
    investigation_id    varchar(100),
    investigation_state varchar(40) not null,
    created_at          timestamp(6) with time zone not null,
    changed_at          timestamp(6) with time zone not null,
    resolved_at         timestamp(6) with time zone,
    first_at            timestamp(6) with time zone not null,
    last_at             timestamp(6) with time zone not null,
    is_gone             boolean not null,
    version             integer not null
);
create unique index alert_of_source on alert (source_id);
create index alert_of_incident on alert (incident_id, last_at, id);
create index alert_of_group on alert (group_id);
create index alert_by_activity on alert (last_at, id);
-- The list's, one for each of its orders.
create index alert_of_status on alert (is_gone, status, severity, last_at, id);
create index alert_of_status_by_creation on alert (is_gone, status, created_at, id);
create index alert_of_status_by_change on alert (is_gone, status, changed_at, id);
create index alert_by_creation on alert (created_at, id);
create index alert_by_change on alert (changed_at, id);

-- The whole record in Graph's shape; apart, because lists never need it.
create table alert_body (
    alert_id bigint not null primary key,
    body     text not null
);

-- An entity in a group: from when to when its alerts name it. The correlator looks here, and the evidence tab.
create table presence (
    group_id    bigint not null,
    entity      uuid not null,
    -- Whether alerts can still join the group.
    is_open     boolean not null,
    kind        varchar(20) not null,
    name        varchar(1000) not null,
    -- The entity that this is another name of, or itself.
    same_as     uuid not null,
    -- As what the evidence tab lists it; null for what only the correlator needs.
    evidence    varchar(20),
    first_at    timestamp(6) with time zone not null,
    last_at     timestamp(6) with time zone not null,
    alerts      integer not null,
    verdict     smallint not null,
    remediation smallint not null,
    primary key (group_id, entity)
);
create index presence_of_entity on presence (entity, is_open);

-- Incidents that a person has taken apart: no rule joins them again.
create table kept_apart (
    one   bigint not null references incident (id),
    other bigint not null references incident (id),
    primary key (one, other)
);

-- What was said, done and changed; the newest last.
create table activity (
    id          bigint generated by default as identity primary key,
    incident_id bigint not null references incident (id),
    alert_id    bigint,
    at          timestamp(6) with time zone not null,
    actor       varchar(200),
    actor_id    uuid,
    kind        varchar(30) not null,
    -- Of the incident after a change.
    version     integer,
    field       varchar(40),
    old_value   varchar(4000),
    new_value   varchar(4000),
    reason      varchar(4000)
);
create index activity_of_incident on activity (incident_id, id);

create table incident_comment (
    id          bigint generated by default as identity primary key,
    incident_id bigint not null references incident (id),
    alert_id    bigint,
    at          timestamp(6) with time zone not null,
    author      varchar(200) not null,
    author_id   uuid,
    body        text not null,
    edited_at   timestamp(6) with time zone,
    -- The comment that this is an older text of.
    older_of    bigint references incident_comment (id)
);
create index comment_of_incident on incident_comment (incident_id, id);

create table incident_tag (
    incident_id bigint not null references incident (id),
    tag         varchar(100) not null,
    is_system   boolean not null,
    primary key (incident_id, tag)
);
create index incidents_of_tag on incident_tag (tag, incident_id);

create table incident_merge (
    id          bigint generated by default as identity primary key,
    source_id   bigint not null references incident (id),
    target_id   bigint not null references incident (id),
    at          timestamp(6) with time zone not null,
    actor       varchar(200),
    reason      varchar(4000) not null,
    -- What the target was called before, and how the source stood.
    before      varchar(4000) not null,
    undo_until  timestamp(6) with time zone,
    undone_at   timestamp(6) with time zone
);
create index merge_of_source on incident_merge (source_id, id);
create index merge_of_target on incident_merge (target_id, id);
