package securitycenter.levels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which folders count as core and which as made for passing things. A star in the middle stands for one folder, one at the end
 * for all that lies below. Microsoft's own list of the latter has Program Files in it; here they are core.
 */
public record Folders(List<String> core, List<String> temporary) {

    public static final Folders USUAL = new Folders(
            List.of("\\windows\\*", "\\program files\\*", "\\program files (x86)\\*"),
            List.of(
                    "\\users\\*\\appdata\\local\\temp\\*",
                    "\\documents and settings\\*\\local settings\\temp\\*",
                    "\\documents and settings\\*\\local settings\\temporary\\*",
                    "\\windows\\temp\\*",
                    "\\users\\*\\downloads\\*",
                    "\\documents and settings\\*\\users\\*"));

    private static final Pattern DRIVE = Pattern.compile("^(?:\\\\\\\\[?.]\\\\)?[a-z]:");

    /** What lies in a temporary folder is not core, though that folder may lie in a core one. */
    public boolean isCore(String path) {
        return matches(core, path) && !isTemporary(path);
    }

    public boolean isTemporary(String path) {
        return matches(temporary, path);
    }

    private static boolean matches(List<String> folders, String path) {
        var plain = plain(path);
        return plain.isPresent()
                && folders.stream()
                        .anyMatch(folder -> pattern(folder).matcher(plain.get()).matches());
    }

    private static Pattern pattern(String folder) {
        var open = folder.endsWith("\\*");
        var parts = (open ? folder.substring(0, folder.length() - 2) : folder)
                .toLowerCase(Locale.ROOT)
                .split("\\\\", -1);
        var middle = List.of(parts).stream()
                .map(part -> part.equals("*") ? "[^\\\\]+" : Pattern.quote(part))
                .collect(Collectors.joining("\\\\"));
        return Pattern.compile(middle + (open ? "\\\\.+" : "(?:\\\\.+)?"));
    }

    /** In small letters, without a drive, and without ways up; empty for what leads out of its drive. */
    static Optional<String> plain(String path) {
        var small = DRIVE.matcher(path.strip().toLowerCase(Locale.ROOT).replace('/', '\\'))
                .replaceFirst("");
        if (!small.startsWith("\\")) {
            return Optional.empty();
        }
        var parts = new ArrayList<String>();
        for (var part : small.substring(1).split("\\\\+")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.removeLast();
            } else if (!part.equals(".") && !part.isEmpty()) {
                parts.add(part);
            }
        }
        return Optional.of("\\" + String.join("\\", parts));
    }
}
