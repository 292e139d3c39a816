-- Whether it was really sent when the step was taken.
alter table remediation_turn add column is_live boolean;
update remediation_turn set is_live = (select a.is_live from remediation_action a where a.id = action_id);
-- Before it was a state of its own, what was only tried was called done.
update remediation_action set state = 'TRIED', next_at = null, version = version + 1
    where is_live = false and state in ('SUCCEEDED', 'UNDO_REQUESTED', 'UNDOING', 'UNDONE', 'UNDO_FAILED')
        and type not in ('KILL_PROCESS', 'REMOVE_REGISTRY_KEY', 'STOP_SERVICE', 'DISABLE_DRIVER', 'REMOVE_SCHEDULED_TASK',
            'REQUEST_SAMPLE', 'QUARANTINE_ATTACHMENT', 'TURN_OFF_MAIL_FORWARDING', 'REMOVE_MAILBOX_DELEGATION',
            'RESET_PASSWORD');
-- Pages of devices, mailboxes and people show the latest actions there, what waits first.
create index remediation_action_latest_at on remediation_action (asset_key, expires_at, proposed_at desc, id desc);
