package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static securitycenter.audit.Actors.named;
import static securitycenter.audit.Actors.newTenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.audit.Verification.Broken;
import securitycenter.audit.Verification.Empty;
import securitycenter.audit.Verification.Unbroken;
import securitycenter.identity.TenantId;

@ParameterizedClass
@EnumSource(AuditDatabase.class)
class ChainCheckTests {

    private final TenantId tenant = newTenant();
    private final AuditLog log;
    private final AuditEntries entries;
    private final ChainCheck chain;
    private final JdbcClient database;

    ChainCheckTests(AuditDatabase kind) {
        log = kind.get(AuditLog.class);
        entries = kind.get(AuditEntries.class);
        chain = kind.get(ChainCheck.class);
        database = kind.get(JdbcClient.class);
    }

    @Test
    void aLogWithoutEntriesIsEmpty() {
        assertThat(chain.verify(tenant)).isEqualTo(new Empty());
    }

    @Test
    void aLogThatNobodyTouchedIsUnbrokenAndNamesItsHead() {
        record(600);
        var first = entries.after(tenant, 0, 1).getFirst().entry();
        var last = entries.after(tenant, 599, 1).getFirst();
        assertThat(chain.verify(tenant)).isEqualTo(new Unbroken(600, first.at(), last.hash()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1' second",
                "actor_kind = 'NOBODY'",
                "actor_id = null",
                "actor_name = 'Eve'",
                "on_behalf_of = 'x'",
                "address = '198.51.100.1'",
                "what = 'run.finished'",
                "object_kind = 'x'",
                "object_id = '8'",
                "old_value = null",
                "new_value = 'x'",
                "reason = ''",
                "reference = 'x'",
                "outcome = 'REFUSED'",
                "previous = hash",
                "hash = previous"
            })
    void aChangedEntryBreaksTheChain(String change) {
        record(5);
        database.sql("update audit_entry set " + change + " where tenant_id = ? and number = 3")
                .param(tenant.value())
                .update();
        assertThat(chain.verify(tenant)).isEqualTo(new Broken(3));
    }

    /** Neither Java nor a page could show it, and so not the entries around it either. */
    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31 23:59:59+00:00", "9000-01-01 00:00:00+00:00", "200000-01-01 00:00:00+00:00"})
    void noEntryCanHaveATimeThatCannotBeShown(String time) {
        record(1);
        var change = database.sql(
                        "update audit_entry set at = timestamp with time zone '" + time + "' where tenant_id = ?")
                .param(tenant.value());
        assertThatThrownBy(change::update).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(chain.verify(tenant)).isInstanceOf(Unbroken.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 5})
    void aRemovedEntryBreaksTheChain(long number) {
        record(5);
        database.sql("delete from audit_entry where tenant_id = ? and number = ?")
                .params(tenant.value(), number)
                .update();
        assertThat(chain.verify(tenant)).isEqualTo(new Broken(number));
    }

    @Test
    void aLogOfWhichNothingIsLeftIsBroken() {
        record(2);
        database.sql("delete from audit_entry where tenant_id = ?")
                .param(tenant.value())
                .update();
        assertThat(chain.verify(tenant)).isEqualTo(new Broken(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 6, 700})
    void anEntryThatWasPutBesideTheChainBreaksIt(long number) {
        record(5);
        put(number);
        assertThat(chain.verify(tenant)).isEqualTo(new Broken(number));
    }

    @Test
    void entriesOfWhichTheEndWasTakenAwayAreBroken() {
        record(5);
        database.sql("delete from audit_chain where tenant_id = ?")
                .param(tenant.value())
                .update();
        assertThat(chain.verify(tenant)).isEqualTo(new Broken(1));
    }

    @Test
    void swappedEntriesBreakTheChain() {
        record(5);
        renumber(2, 99);
        renumber(3, 2);
        renumber(99, 3);
        assertThat(chain.verify(tenant)).isEqualTo(new Broken(2));
    }

    /** Whoever changes an entry can also compute its hash; then the next entry tells. */
    @Test
    void aChangedEntryWithAFittingHashBreaksTheChainAfterIt() {
        record(5);
        var real = entries.after(tenant, 2, 1).getFirst().entry();
        var forged = new Entry(
                3,
                real.tenant(),
                real.at(),
                real.actorKind(),
                real.actorId(),
                "Eve",
                null,
                real.address(),
                real.what(),
                real.objectKind(),
                real.objectId(),
                real.from(),
                null,
                real.reason(),
                null,
                "DONE",
                real.previous());
        database.sql("update audit_entry set actor_name = 'Eve', hash = ? where tenant_id = ? and number = 3")
                .params(forged.hash(), tenant.value())
                .update();
        assertThat(chain.verify(tenant)).isEqualTo(new Broken(4));
    }

    @Test
    void anotherTenantsEntriesAreNotThere() {
        record(3);
        var other = newTenant();
        log.record(Act.bySystem(other, "run.started"));
        database.sql("update audit_entry set what = 'x' where tenant_id = ?")
                .param(tenant.value())
                .update();
        assertThat(chain.verify(other)).isInstanceOf(Unbroken.class);
        assertThat(entries.after(other, 0, 10)).hasSize(1);
    }

    private void record(int acts) {
        var ada = named("Ada", tenant);
        for (int act = 0; act < acts; act++) {
            log.record(Act.of(ada, "run.started").on("run", "7").from(act).because("because"));
        }
    }

    private void put(long number) {
        database.sql("""
                        insert into audit_entry (tenant_id, number, at, actor_kind, what, outcome, previous, hash)
                        select tenant_id, ?, at, actor_kind, what, outcome, previous, hash
                        from audit_entry where tenant_id = ? and number = 1""").params(number, tenant.value()).update();
    }

    private void renumber(long from, long to) {
        database.sql("update audit_entry set number = ? where tenant_id = ? and number = ?")
                .params(to, tenant.value(), from)
                .update();
    }
}
