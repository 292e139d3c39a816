-- What people wait for goes before what comes every minute anyway.
create index scheduled_tasks_by_priority on scheduled_tasks (priority desc, execution_time);
