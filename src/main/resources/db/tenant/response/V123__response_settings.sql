-- Which kinds of action are sent and not only tried, and which two people must approve.
create table action_setting (
    type       varchar(40) not null primary key,
    is_live    boolean not null,
    needs_two  boolean not null,
    changed_by varchar(300) not null,
    changed_at timestamp(6) with time zone not null
);

-- What investigations may do without asking on the devices of a group. The row without a name is for all others.
create table automation_group (
    name_key   varchar(300) not null primary key,
    name       varchar(300) not null,
    level      varchar(30) not null,
    changed_by varchar(300) not null,
    changed_at timestamp(6) with time zone not null
);

-- Core folders and temporary ones, where they are not the usual.
create table automation_folders (
    kind       varchar(20) not null primary key,
    folders    varchar(8000) not null,
    changed_by varchar(300) not null,
    changed_at timestamp(6) with time zone not null
);

-- Who has a permission of which Microsoft tells no program: active remediation actions of Defender for Endpoint, and Search
-- and Purge.
create table permission_holder (
    permission varchar(30) not null,
    person     uuid not null,
    name       varchar(300) not null,
    added_by   varchar(300) not null,
    added_at   timestamp(6) with time zone not null,
    primary key (permission, person)
);
