package securitycenter.response;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code remediation_action} and {@code remediation_turn}. */
final class Actions {

    private static final JsonMapper JSON = new JsonMapper();

    private final TenantHome home;

    Actions(TenantHome home) {
        this.home = home;
    }

    List<ActionType> openTypesOf(long investigation) {
        return home.database()
                .sql("select distinct type from remediation_action where investigation = ? and open_key is not null")
                .param(investigation)
                .query((row, _) -> ActionType.valueOf(row.getString(1)))
                .list();
    }

    /** What waits or is under way for an investigation. */
    List<UUID> openOf(long investigation) {
        return home.database()
                .sql("select id from remediation_action where investigation = ? and open_key is not null order by id")
                .param(investigation)
                .query(UUID.class)
                .list();
    }

    /**
     * Those that an investigation proposed, in that order.
     *
     * @param after null for the first ones
     */
    List<RemediationAction> of(long investigation, boolean waiting, @Nullable RemediationAction after, int most) {
        var query = select("where investigation = :investigation and state "
                        + (waiting ? "=" : "<>") + " 'PENDING_APPROVAL' "
                        + (after == null ? "" : "and proposed_at >= :at and (proposed_at > :at or id > :id) ")
                        + "order by proposed_at, id limit :most")
                .param("investigation", investigation)
                .param("most", most);
        if (after != null) {
            query = query.param("at", Sql.time(after.proposedAt())).param("id", after.id());
        }
        return query.query(ActionRows::action).list();
    }

    /** Those that changed then or later, the earliest first. */
    List<ActionStanding> changedSince(Instant since, UUID after, int most) {
        return home.database()
                .sql("""
                        select id, type, state, updated_at from remediation_action
                        where updated_at >= ? and (updated_at > ? or id > ?) order by updated_at, id limit ?""")
                .params(Sql.time(since), Sql.time(since), after, most)
                .query((row, _) -> new ActionStanding(
                        row.getObject("id", UUID.class),
                        ActionType.valueOf(row.getString("type")),
                        ActionState.valueOf(row.getString("state")),
                        Sql.instant(row, "updated_at")))
                .list();
    }

    Optional<RemediationAction> find(UUID id) {
        return select("where id = ?").param(id).query(ActionRows::action).optional();
    }

    Map<UUID, RemediationAction> find(Collection<UUID> ids) {
        return select("where id = any(?)").param(Sql.uuids(ids)).query(ActionRows::action).list().stream()
                .collect(Collectors.toMap(RemediationAction::id, action -> action));
    }

    /** Nobody else changes it until the transaction ends. */
    Optional<RemediationAction> hold(UUID id) {
        return select("where id = ? for update")
                .param(id)
                .query(ActionRows::action)
                .optional();
    }

    /** What waits or is under way and would be the same. */
    Optional<RemediationAction> open(ActionType type, Target target) {
        return select("where open_key = ?")
                .param(RemediationAction.openKey(type, target))
                .query(ActionRows::action)
                .optional();
    }

    /** What is to be sent or asked about, who waits longest first. */
    List<UUID> due(Instant now, int most) {
        return home.database()
                .sql("select id from remediation_action where next_at <= ? order by next_at, id limit ?")
                .params(Sql.time(now), most)
                .query(UUID.class)
                .list();
    }

    List<UUID> expired(Instant now, int most) {
        return home.database()
                .sql("""
                        select id from remediation_action where state = 'PENDING_APPROVAL' and expires_at <= ?
                        order by expires_at, id limit ?""")
                .params(Sql.time(now), most)
                .query(UUID.class)
                .list();
    }

    /**
     * Takes away what changed last before then, unless something is still to be done about it.
     *
     * @return how many were taken away
     */
    int forget(Instant before, int most) {
        var old = home.database()
                .sql("""
                        select id from remediation_action
                        where updated_at < ? and open_key is null and next_at is null
                            and state not in ('UNDO_REQUESTED', 'UNDOING')
                        order by updated_at, id limit ?""")
                .params(Sql.time(before), most)
                .query(UUID.class)
                .list();
        for (var part : List.of("remediation_turn where action_id = any(?)", "remediation_action where id = any(?)")) {
            home.database().sql("delete from " + part).param(Sql.uuids(old)).update();
        }
        return old.size();
    }

    /** When something is to be done next; empty where nothing waits. */
    Optional<Instant> next() {
        return home.database()
                .sql("""
                        select min(at) as at from (
                            select min(next_at) as at from remediation_action
                            union all
                            select min(expires_at) from remediation_action where state = 'PENDING_APPROVAL'
                            union all
                            select min(t.at) from remediation_unaudited u
                                join remediation_turn t on t.action_id = u.action_id and t.version = u.version) times""")
                .query((row, _) -> Optional.ofNullable(Sql.instantOrNull(row, "at")))
                .single();
    }

    List<Turn> turns(UUID action) {
        return home.database()
                .sql("select * from remediation_turn where action_id = ? order by version")
                .param(action)
                .query((row, _) -> ActionRows.turn(row))
                .list();
    }

    /** Steps that no person took and that are not in the audit log yet, the first first. */
    List<Turn> unaudited(int most) {
        return home.database()
                .sql("""
                        select t.* from remediation_unaudited u
                        join remediation_turn t on t.action_id = u.action_id and t.version = u.version
                        order by t.at, t.action_id, t.version limit ?""")
                .param(most)
                .query((row, _) -> ActionRows.turn(row))
                .list();
    }

    /** Takes it on to write the line; false where somebody else did. */
    boolean takesOn(Turn turn) {
        return home.database()
                        .sql("delete from remediation_unaudited where action_id = ? and version = ?")
                        .params(turn.action(), turn.version())
                        .update()
                > 0;
    }

    void add(RemediationAction action, @Nullable Decider who) {
        ActionRows.filled(home.database().sql("""
                        insert into remediation_action (id, type, target_kind, target_key, target_name, target, asset_kind,
                            asset_key, asset_name, source, why, why_detail, investigation, alert, incident, proposed_at,
                            verdict, state, version, updated_at, expires_at, first_id, first_name, first_at, decision,
                            decided_id, decided_by, decided_at, comment, is_live, attempts, begun_at, accepted, outside_id, next_at,
                            give_up_at, trouble, trouble_detail, undone_id, undone_by, undone_at, undo_comment, open_key)
                        values (:id, :type, :targetKind, :targetKey, :targetName, :target, :assetKind, :assetKey, :assetName,
                            :source, :why, :whyDetail, :investigation, :alert, :incident, :proposedAt, :verdict, :state,
                            :version, :updatedAt, :expiresAt, :firstId, :firstName, :firstAt, :decision, :decidedId,
                            :decidedBy, :decidedAt, :comment, :live, :attempts, :begunAt, :accepted, :outsideId, :nextAt, :giveUpAt,
                            :trouble, :detail, :undoneId, :undoneBy, :undoneAt, :undoComment, :openKey)"""), action)
                .param("type", action.type().name())
                .param("targetKind", action.target().kind().name())
                .param("targetKey", action.target().key())
                .param("targetName", action.target().name())
                .param("target", JSON.writeValueAsString(action.target().details()))
                .param(
                        "assetKind",
                        action.target().asset() == null
                                ? null
                                : action.target().asset().kind().name())
                .param(
                        "assetKey",
                        action.target().asset() == null
                                ? null
                                : action.target().asset().key())
                .param(
                        "assetName",
                        action.target().asset() == null
                                ? null
                                : action.target().asset().name())
                .param("source", action.source().name())
                .param("why", action.origin().why().name())
                .param("whyDetail", action.origin().detail())
                .param("investigation", action.origin().investigation())
                .param("alert", action.origin().alert())
                .param("incident", action.origin().incident())
                .param("proposedAt", Sql.time(action.proposedAt()))
                .update();
        note(new Turn(
                action.id(),
                action.version(),
                action.updatedAt(),
                who,
                null,
                action.state(),
                action.sending().live(),
                action.origin().detail()));
    }

    /**
     * Writes it as it is now, and the step that led there.
     *
     * @param who null where nobody was asked
     * @throws IllegalStateException when no step leads there
     */
    void change(RemediationAction before, RemediationAction after, @Nullable Decider who, @Nullable String comment) {
        if (before.state() != after.state() && !before.state().mayBecome(after.state())) {
            throw new IllegalStateException("No action that is " + before.state() + " becomes " + after.state());
        }
        ActionRows.cancelling(ActionRows.filled(home.database().sql("""
                        update remediation_action set verdict = :verdict, state = :state, version = :version,
                            updated_at = :updatedAt, expires_at = :expiresAt, first_id = :firstId, first_name = :firstName,
                            first_at = :firstAt, decision = :decision, decided_id = :decidedId, decided_by = :decidedBy,
                            decided_at = :decidedAt, comment = :comment, is_live = :live, attempts = :attempts,
                            begun_at = :begunAt, accepted = :accepted, outside_id = :outsideId, next_at = :nextAt, give_up_at = :giveUpAt,
                            trouble = :trouble, trouble_detail = :detail, undone_id = :undoneId, undone_by = :undoneBy,
                            undone_at = :undoneAt, undo_comment = :undoComment, open_key = :openKey, cancel_id = :cancelId,
                            cancel_by = :cancelBy, cancel_at = :cancelAt, cancel_comment = :cancelComment,
                            cancel_told = :cancelTold, cancel_trouble = :cancelTrouble, cancel_detail = :cancelDetail
                        where id = :id"""), after), after.cancelling())
                .update();
        if (before.version() != after.version()) {
            note(new Turn(
                    after.id(),
                    after.version(),
                    after.updatedAt(),
                    who,
                    before.state(),
                    after.state(),
                    after.sending().live(),
                    comment));
        }
    }

    private void note(Turn turn) {
        home.database()
                .sql("""
                        insert into remediation_turn (action_id, version, at, who_id, who, from_state, to_state, is_live,
                            comment)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(turn.action())
                .param(turn.version())
                .param(Sql.time(turn.at()))
                .param(turn.who() == null ? null : turn.who().id())
                .param(turn.who() == null ? null : turn.who().name())
                .param(turn.from() == null ? null : turn.from().name())
                .param(turn.to().name())
                .param(turn.live())
                .param(turn.comment())
                .update();
        if (turn.isUnasked()) {
            home.database()
                    .sql("insert into remediation_unaudited (action_id, version) values (?, ?)")
                    .params(turn.action(), turn.version())
                    .update();
        }
    }

    private StatementSpec select(String rest) {
        return home.database().sql("select * from remediation_action " + rest);
    }
}
