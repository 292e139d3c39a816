package securitycenter.streaming;

import securitycenter.PostgresTest;

@PostgresTest
class StorageReaderOnPostgresTests extends StorageReaderContract {

    @Override
    void refusePoison(String sqlState) {
        tenant.home.database().sql("""
                        create function poisoned() returns trigger language plpgsql as $$
                        begin
                            if new.alert_id like 'poison%%' then
                                raise exception 'something' using errcode = '%s';
                            end if;
                            return new;
                        end $$""".formatted(sqlState)).update();
        tenant.home.database().sql("""
                        create trigger poisoned before insert on streamed_alert
                        for each row execute function poisoned()""").update();
    }

    @Override
    void refuseNothing() {
        tenant.home.database().sql("drop trigger poisoned on streamed_alert").update();
    }
}
