create table connected_service (
    service      varchar(20) not null primary key,
    connected_at timestamp(6) with time zone not null,
    last_data_at timestamp(6) with time zone
);
