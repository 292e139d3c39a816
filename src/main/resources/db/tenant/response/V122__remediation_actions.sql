-- What is to be done or was done to evidence, under the id by which people approve it.
create table remediation_action (
    id             uuid not null primary key,
    type           varchar(40) not null,
    target_kind    varchar(20) not null,
    target_key     varchar(1000) not null,
    target_name    varchar(1000) not null,
    -- JSON: what the call needs to know.
    target         varchar(8000) not null,
    -- The device, mailbox or person on which it happens.
    asset_kind     varchar(20),
    asset_key      varchar(400),
    asset_name     varchar(400),
    source         varchar(40) not null,
    -- Why it was proposed, and by what.
    why            varchar(40) not null,
    why_detail     varchar(2000),
    investigation  bigint,
    alert          varchar(200),
    incident       bigint,
    verdict        varchar(20) not null,
    state          varchar(20) not null,
    version        integer not null,
    proposed_at    timestamp(6) with time zone not null,
    updated_at     timestamp(6) with time zone not null,
    -- Until when somebody can decide; null once somebody did.
    expires_at     timestamp(6) with time zone,
    -- The first of two who must approve.
    first_id       uuid,
    first_name     varchar(300),
    first_at       timestamp(6) with time zone,
    -- Null while nobody decided; without a person where nobody was asked.
    decision       varchar(20),
    decided_id     uuid,
    decided_by     varchar(300),
    decided_at     timestamp(6) with time zone,
    comment        varchar(2000),
    -- Whether it is sent, or only tried.
    is_live        boolean,
    -- The call that is under way or was the last.
    attempts       integer not null,
    begun_at       timestamp(6) with time zone,
    -- Microsoft answered that it is being done.
    accepted       boolean not null,
    outside_id     varchar(400),
    -- When to send it, or to ask what became of it; null where nothing is to be done.
    next_at        timestamp(6) with time zone,
    -- Until when it is sent again or asked about.
    give_up_at     timestamp(6) with time zone,
    trouble        varchar(40),
    trouble_detail varchar(2000),
    undone_id      uuid,
    undone_by      varchar(300),
    undone_at      timestamp(6) with time zone,
    undo_comment   varchar(2000),
    -- Of what waits or is under way, so that the same is not asked for twice.
    open_key       varchar(1500) unique
);
create index remediation_action_waiting on remediation_action (state, expires_at, id);
create index remediation_action_due on remediation_action (next_at, id);
create index remediation_action_history on remediation_action (updated_at, id);
create index remediation_action_of_type on remediation_action (type, updated_at, id);
create index remediation_action_of_asset on remediation_action (asset_key, updated_at, id);
create index remediation_action_of_target on remediation_action (target_key, type);
create index remediation_action_of_investigation on remediation_action (investigation);
create index remediation_action_of_incident on remediation_action (incident);

-- Each step of each action: who, when, from where to where, and what was said.
create table remediation_turn (
    action_id  uuid not null references remediation_action (id) on delete cascade,
    version    integer not null,
    at         timestamp(6) with time zone not null,
    -- Null where nobody was asked.
    who_id     uuid,
    who        varchar(300),
    from_state varchar(20),
    to_state   varchar(20) not null,
    comment    varchar(2000),
    primary key (action_id, version)
);
