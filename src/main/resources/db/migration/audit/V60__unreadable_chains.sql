-- A chain that cannot be read has no number at which it breaks.
alter table audit_round_break alter column number drop not null;

-- Java, or a page, cannot show every time that a database can hold; one such row would hide all others.
alter table audit_entry add constraint audit_entry_time_can_be_shown
    check (at >= timestamp with time zone '1970-01-01 00:00:00+00:00'
        and at < timestamp with time zone '9000-01-01 00:00:00+00:00');
