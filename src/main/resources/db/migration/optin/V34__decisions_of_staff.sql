alter table decision add column by_staff boolean default false not null;
