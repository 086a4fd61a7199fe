import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON with nothing but the JDK: objects as Map, arrays as List, the rest as String, Double,
 * Boolean and null. Take a library for anything but an example.
 */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** What a text says; IllegalArgumentException when it is no JSON. */
    static Object read(String text) {
        Json json = new Json(text);
        try {
            Object value = json.value();
            if (json.next() != 0) throw new IllegalArgumentException("more than one value: " + text);
            return value;
        } catch (StringIndexOutOfBoundsException | NumberFormatException error) {
            throw new IllegalArgumentException("no JSON: " + text, error);
        }
    }

    /** Walks down by member names; null when something is not there. */
    static Object at(Object value, String... path) {
        for (String step : path) {
            if (!(value instanceof Map<?, ?> members)) return null;
            value = members.get(step);
        }
        return value;
    }

    /** The same as a text, whole numbers without fraction. */
    static String text(Object value, String... path) {
        Object found = at(value, path);
        if (found instanceof Double number && number == Math.rint(number)) {
            return String.valueOf(number.longValue());
        }
        return found == null ? null : found.toString();
    }

    /** The same as a list; what is there once counts as a list of one, what is not there as none. */
    static List<?> list(Object value, String... path) {
        Object found = at(value, path);
        if (found instanceof List<?> list) return list;
        return found == null ? List.of() : List.of(found);
    }

    /** A text as JSON. */
    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private char next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean passes(char sign) {
        if (next() != sign) return false;
        at++;
        return true;
    }

    private void pass(char sign) {
        if (!passes(sign)) throw new IllegalArgumentException("expected " + sign + " at " + at + ": " + text);
    }

    private Object value() {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        pass('{');
        while (!passes('}')) {
            if (!members.isEmpty()) pass(',');
            next();
            String name = string();
            pass(':');
            members.put(name, value());
        }
        return members;
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        pass('[');
        while (!passes(']')) {
            if (!items.isEmpty()) pass(',');
            items.add(value());
        }
        return items;
    }

    private String string() {
        StringBuilder read = new StringBuilder();
        pass('"');
        for (char sign = text.charAt(at++); sign != '"'; sign = text.charAt(at++)) {
            read.append(sign == '\\' ? escaped() : sign);
        }
        return read.toString();
    }

    private char escaped() {
        char sign = text.charAt(at++);
        if (sign == 'u') return (char) Integer.parseInt(text.substring(at, at += 4), 16);
        int known = "bfnrt".indexOf(sign);
        return known < 0 ? sign : "\b\f\n\r\t".charAt(known);
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
        String word = text.substring(start, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> Double.valueOf(word);
        };
    }
}
