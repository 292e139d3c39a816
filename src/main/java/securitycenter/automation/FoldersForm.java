package securitycenter.automation;

import static java.util.Objects.requireNonNullElse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import securitycenter.levels.Folders;

/**
 * The folder lists as somebody fills them in, a folder a line.
 *
 * @param was what they had before them; null for what no page of ours sent
 * @param usual anything to have the usual folders again
 */
record FoldersForm(
        String core,
        String temporary,
        @Nullable FoldersForm was,
        @Nullable String usual) {

    private static final int MOST = 100;
    private static final int LONGEST = 200;

    /** As the database has room for. */
    private static final int LONGEST_LIST = 8_000;

    @SuppressWarnings("NullAway") // Absent fields come as null.
    FoldersForm {
        core = requireNonNullElse(core, "");
        temporary = requireNonNullElse(temporary, "");
    }

    static FoldersForm of(Folders folders) {
        return of(folders, folders);
    }

    static FoldersForm of(Folders folders, Folders was) {
        return new FoldersForm(
                text(folders.core()),
                text(folders.temporary()),
                new FoldersForm(text(was.core()), text(was.temporary()), null, null),
                null);
    }

    private static String text(List<String> folders) {
        return String.join("\n", folders);
    }

    Folders folders() {
        return usual == null ? new Folders(lines(core), lines(temporary)) : Folders.USUAL;
    }

    /** Each once: capitals make no other folder. */
    private static List<String> lines(String text) {
        var found = new LinkedHashMap<String, String>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.length() > 1 && line.endsWith("\\") ? line.substring(0, line.length() - 1) : line)
                .forEach(line -> found.putIfAbsent(line.toLowerCase(Locale.ROOT), line));
        return List.copyOf(found.values());
    }

    /** What the person changed, on top of how it stands by now. */
    Folders onto(Folders now) {
        return new Folders(onto(now, Folders::core), onto(now, Folders::temporary));
    }

    private List<String> onto(Folders now, Function<Folders, List<String>> list) {
        var mine = list.apply(folders());
        return was != null && mine.equals(list.apply(was.folders())) ? list.apply(now) : mine;
    }

    /** Whether the person changed a list that somebody else has changed too, and otherwise. */
    boolean isDisputed(Folders now) {
        return isDisputed(now, Folders::core) || isDisputed(now, Folders::temporary);
    }

    private boolean isDisputed(Folders now, Function<Folders, List<String>> list) {
        var theirs = list.apply(now);
        return !onto(now, list).equals(theirs)
                && (was == null || !list.apply(was.folders()).equals(theirs));
    }

    void check(Errors problems) {
        if (usual != null) {
            return;
        }
        var folders = folders();
        check("core", folders.core(), problems);
        check("temporary", folders.temporary(), problems);
        if (folders.core().isEmpty()) {
            problems.rejectValue("core", "automation.folders.no-core");
        }
    }

    private static void check(String field, List<String> folders, Errors problems) {
        if (folders.size() > MOST) {
            problems.rejectValue(field, "automation.folders.many", new Object[] {MOST}, null);
            return;
        }
        for (var folder : folders) {
            var problem = problemWith(folder);
            if (problem != null) {
                var shown = folder.substring(0, Math.min(folder.length(), LONGEST));
                problems.rejectValue(field, problem, new Object[] {shown, LONGEST}, null);
                return;
            }
        }
        if (text(folders).length() > LONGEST_LIST) {
            problems.rejectValue(field, "automation.folders.all-long", new Object[] {LONGEST_LIST}, null);
        }
    }

    private static @Nullable String problemWith(String folder) {
        if (folder.length() > LONGEST) {
            return "automation.folders.long";
        }
        if (!folder.startsWith("\\")) {
            return "automation.folders.no-root";
        }
        for (var part : folder.substring(1).split("\\\\", -1)) {
            if (part.contains("*") && !part.equals("*")) {
                return "automation.folders.star";
            }
            if (part.isBlank()
                    || part.equals(".")
                    || part.equals("..")
                    || part.matches("(?s).*[\\p{Cntrl}\\p{Cs}/:].*")) {
                return "automation.folders.part";
            }
        }
        return null;
    }
}
