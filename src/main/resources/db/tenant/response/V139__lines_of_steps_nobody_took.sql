-- Steps that no person took and that are not in the audit log yet.
create table remediation_unaudited (
    action_id uuid not null,
    version   integer not null,
    primary key (action_id, version),
    foreign key (action_id, version) references remediation_turn (action_id, version) on delete cascade
);
