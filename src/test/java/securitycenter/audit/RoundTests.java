package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static securitycenter.audit.Actors.named;
import static securitycenter.audit.Actors.newTenant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.audit.Round.Break;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;

/** The chains of all tenants are verified, one after the other, whatever happens meanwhile. */
@ParameterizedClass
@EnumSource(AuditDatabase.class)
class RoundTests {

    /** Nothing that happens to a killed process can be caught in it. */
    private static class Killed extends Error {}

    private final SignedInUser stella = named(
            "Stella Novak",
            new TenantId(UUID.fromString(
                    "ffffffff-ffff-4fff-8fff-" + newTenant().toString().substring(24))));
    private final AuditLog log;
    private final AuditEntries entries;
    private final Rounds rounds;
    private final RoundWalk walk;
    private final JdbcClient database;

    RoundTests(AuditDatabase kind) {
        log = kind.get(AuditLog.class);
        entries = kind.get(AuditEntries.class);
        rounds = kind.get(Rounds.class);
        walk = kind.get(RoundWalk.class);
        database = kind.get(JdbcClient.class);
    }

    /** Other tests leave chains that they have broken. */
    @BeforeEach
    void nothingIsThere() {
        Stream.of("audit_round", "audit_entry", "audit_chain")
                .forEach(table -> database.sql("delete from " + table).update());
    }

    @Test
    void chainsThatNobodyTouchedAreUnbroken() {
        var tenants = chains(3);
        log.record(Act.bySystem(tenants.getFirst(), "run.finished"));
        walkThrough(begun());
        // The fourth chain is that of the operator, in whose log the beginning stands.
        assertThat(newest())
                .returns(4L, Round::checked)
                .returns(4L, Round::chainsInAll)
                .returns(5L, Round::entries)
                .returns(0L, Round::broken)
                .returns(false, Round::isUnderWay)
                .returns("Stella Novak", Round::startedBy);
    }

    @Test
    void aRoundNamesEveryBrokenChainAndTheEntryAtWhichItBreaks() {
        var tenants = chains(4);
        log.record(Act.bySystem(tenants.get(1), "run.finished"));
        tamper(tenants.get(1), 2);
        tamper(tenants.get(3), 1);
        walkThrough(begun());
        assertThat(newest()).returns(2L, Round::broken).returns(5L, Round::checked);
        assertThat(rounds.breaks(newest(), 10))
                .containsExactly(new Break(tenants.get(1), 2L), new Break(tenants.get(3), 1L));
        assertThat(rounds.breaks(newest(), 1)).containsExactly(new Break(tenants.get(1), 2L));
    }

    @Test
    void entriesWhoseEndWasTakenAwayAreFoundToo() {
        var tenant = chains(1).getFirst();
        database.sql("delete from audit_chain where tenant_id = ?")
                .param(tenant.value())
                .update();
        walkThrough(begun());
        assertThat(rounds.breaks(newest(), 10)).containsExactly(new Break(tenant, 1L));
    }

    @Test
    void aChainThatCannotBeReadIsNamedAndKeepsNoOtherFromBeingVerified() {
        var tenants = chains(3);
        tamper(tenants.get(2), 1);
        var attempts = new AtomicInteger();
        var id = begun();
        var walk = walk(meeting(tenants.get(1), tenant -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("What the row of " + tenant + " holds makes no entry");
        }));
        assertThat(walk.walk(id, () -> false)).isTrue();
        assertThat(attempts).hasValue(3);
        assertThat(newest())
                .returns(false, Round::isUnderWay)
                .returns(4L, Round::checked)
                .returns(2L, Round::broken);
        assertThat(rounds.breaks(newest(), 10))
                .containsExactly(new Break(tenants.get(1), null), new Break(tenants.get(2), 1L));
    }

    @Test
    void aFailureThatPassesIsNoBreak() {
        var tenant = chains(1).getFirst();
        var failures = new ArrayList<>(List.of("first", "second"));
        var walk = walk(meeting(tenant, _ -> {
            if (!failures.isEmpty()) {
                throw new IllegalStateException(failures.removeFirst());
            }
        }));
        walk.walk(begun(), () -> false);
        assertThat(newest()).returns(0L, Round::broken).returns(2L, Round::checked);
    }

    @Test
    void whileTheDatabaseCannotBeReachedNothingIsSaidOfAnyChain() {
        chains(1);
        var id = begun();
        var away = new AuditEntries(database) {
            @Override
            ChainHead head(TenantId tenant) {
                throw new IllegalStateException("The database is away");
            }

            @Override
            boolean canBeReached() {
                return false;
            }
        };
        assertThatThrownBy(() -> new RoundWalk(rounds, away, new ChainCheck(away)).walk(id, () -> false))
                .hasMessage("The database is away");
        assertThat(newest()).returns(true, Round::isUnderWay).returns(0L, Round::checked);
        walkThrough(id);
        assertThat(newest()).returns(0L, Round::broken);
    }

    @Test
    void whoStartedItAndWhatCameOutStandsInTheLogOfTheOperator() {
        var tenant = chains(1).getFirst();
        walkThrough(begun());
        tamper(tenant, 1);
        walkThrough(begun());
        assertThat(entries.after(stella.tenant(), 0, 10))
                .extracting(row -> row.entry().what() + " " + row.entry().actorName() + " "
                        + row.entry().to())
                .containsExactly(
                        "audit.verification-started Stella Novak null",
                        "audit.verification-finished null unbroken",
                        "audit.verification-started Stella Novak null",
                        "audit.verification-finished null broken");
    }

    @Test
    void whatAKilledRoundHasWrittenDownIsNotDoneAgain() {
        var tenants = chains(120);
        var id = begun();
        assertThatThrownBy(() -> walk(dyingAt(tenants.get(75))).walk(id, () -> false))
                .isInstanceOf(Killed.class);
        assertThat(newest()).returns(50L, Round::checked).returns(true, Round::isUnderWay);
        tamper(tenants.get(10), 1);
        tamper(tenants.get(60), 1);
        walkThrough(id);
        assertThat(newest()).returns(121L, Round::checked).returns(121L, Round::entries);
        assertThat(rounds.breaks(newest(), 10)).containsExactly(new Break(tenants.get(60), 1L));
    }

    @Test
    void anExecutionThatWasThoughtDeadDoesNotCountTwice() {
        var tenants = chains(120);
        var id = begun();
        tamper(tenants.get(60), 1);
        var thoughtDead = walk(meeting(tenants.get(70), _ -> walkOneStretch(id)));
        assertThat(thoughtDead.walk(id, () -> false)).isTrue();
        assertThat(newest()).returns(100L, Round::checked).returns(true, Round::isUnderWay);
        walkThrough(id);
        assertThat(newest()).returns(121L, Round::checked).returns(1L, Round::broken);
    }

    @Test
    void aRoundThatMustStopIsLeftWhereItIs() {
        var tenants = chains(120);
        var id = begun();
        walkOneStretch(id);
        assertThat(newest())
                .returns(50L, Round::checked)
                .returns(true, Round::isUnderWay)
                .returns(Optional.of(tenants.get(49)), round -> Optional.ofNullable(round.last()));
        walkThrough(id);
        assertThat(newest()).returns(121L, Round::checked);
    }

    @Test
    void whatIsOverIsNotDoneAgain() {
        var tenant = chains(1).getFirst();
        var id = begun();
        walkThrough(id);
        tamper(tenant, 1);
        walkThrough(id);
        walkThrough(id + 1);
        assertThat(newest()).returns(0L, Round::broken).returns(2L, Round::checked);
    }

    @Test
    void thereIsOneRoundAtATime() throws Exception {
        var starters = new ArrayList<Callable<Optional<Long>>>();
        for (int starter = 0; starter < 8; starter++) {
            starters.add(() -> rounds.begin(stella));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            var begun = new ArrayList<Long>();
            for (var starter : threads.invokeAll(starters)) {
                starter.get().ifPresent(begun::add);
            }
            assertThat(begun).hasSize(1);
        }
        assertThat(rounds.latest()).hasSize(1);
        walkThrough(newest().id());
        assertThat(rounds.begin(stella)).isPresent();
    }

    @Test
    void theLatestAreKept() {
        var tenant = chains(1).getFirst();
        tamper(tenant, 1);
        var first = begun();
        walkThrough(first);
        for (int more = 0; more < Rounds.KEPT; more++) {
            assertThat(database.sql("select count(*) from audit_round_break where round_id = ?")
                            .param(first)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
            walkThrough(begun());
        }
        assertThat(rounds.latest()).hasSize(Rounds.KEPT).extracting(Round::id).doesNotContain(first);
        assertThat(database.sql("select count(*) from audit_round_break")
                        .query(Long.class)
                        .single())
                .isEqualTo(Rounds.KEPT);
    }

    private long begun() {
        return rounds.begin(stella).orElseThrow();
    }

    private void walkThrough(long id) {
        assertThat(walk.walk(id, () -> false)).isTrue();
    }

    private void walkOneStretch(long id) {
        var stops = new ArrayList<>(List.of(false, true));
        assertThat(walk.walk(id, stops::removeFirst)).isFalse();
    }

    private Round newest() {
        return rounds.latest().getFirst();
    }

    /** One entry each, in the order of their chains. The operator's comes after them. */
    private List<TenantId> chains(int tenants) {
        var made = Stream.generate(Actors::newTenant)
                .limit(tenants)
                .sorted(Comparator.comparing(TenantId::toString))
                .toList();
        made.forEach(tenant -> log.record(Act.bySystem(tenant, "run.started")));
        return made;
    }

    private void tamper(TenantId tenant, long number) {
        database.sql("update audit_entry set what = 'x' where tenant_id = ? and number = ?")
                .params(tenant.value(), number)
                .update();
    }

    private RoundWalk walk(ChainCheck chain) {
        return new RoundWalk(rounds, entries, chain);
    }

    private ChainCheck dyingAt(TenantId last) {
        return meeting(last, _ -> {
            throw new Killed();
        });
    }

    private ChainCheck meeting(TenantId one, Consumer<TenantId> act) {
        return new ChainCheck(entries) {
            @Override
            Verification verify(TenantId tenant) {
                if (tenant.equals(one)) {
                    act.accept(tenant);
                }
                return super.verify(tenant);
            }
        };
    }
}
