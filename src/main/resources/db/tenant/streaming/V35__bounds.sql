-- UTF-8.
alter table dead_letter add column bytes bigint default 0 not null;
-- Nothing is kept for ever.
update dead_letter set bytes = char_length(raw), kept_until = coalesce(kept_until, came_at + interval '30' day);

-- How many had to leave before their time, because there was no room.
create table dead_letter_loss (
    records bigint not null,
    last_at timestamp(6) with time zone not null
);

-- What is kept of an alert is bounded.
alter table streamed_alert add column evidence_rows integer default 0 not null;
alter table streamed_alert add column evidence_bytes bigint default 0 not null;
update streamed_alert set
    evidence_rows = (select count(*) from streamed_evidence where streamed_evidence.alert_id = streamed_alert.alert_id),
    evidence_bytes = (select coalesce(sum(char_length(evidence)), 0) from streamed_evidence
        where streamed_evidence.alert_id = streamed_alert.alert_id);
