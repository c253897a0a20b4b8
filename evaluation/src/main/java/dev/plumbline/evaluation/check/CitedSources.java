package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Document;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The documents that citations may name: by id, title, address, or number from 1. */
final class CitedSources {
  private static final Pattern PARTS =
      Pattern.compile("[,;&\u3001\uff0c\uff1b]|\\s(?:and|und|et|y|e)\\s");

  /** Words before a source that say no more than that it is one: (see Document 2). */
  private static final Pattern LEAD =
      Pattern.compile("(?:see|cf|siehe|vgl|voir|ver|v\u00e9ase|vedi|from|per|via)[.:]?\\s{1,2}");

  private static final String NOUNS =
      "search result|sources?|src|documents?|docs?|references?|refs?|citations?|cites?|passages?"
          + "|contexts?|chunks?|excerpts?|snippets?|dokumente?|quellen?|fuentes?|fontes?|fonti"
          + "|documentos?|documenti?|bron|\u6587\u732e|\u6587\u6863|\u6587\u6a94|\u6587\u66f8"
          + "|\u8cc7\u6599|\u8d44\u6599|\u6765\u6e90|\u4f86\u6e90|\u51fa\u5178";

  private static final Pattern NOUN =
      Pattern.compile("(?:" + NOUNS + ")(?![a-z])[-_ :#.=\uff1a]{0,3}");

  /** One letter for a source stands right before its number: [S1], but [S. 12] is a page. */
  private static final Pattern LETTER = Pattern.compile("(?:[ds][-_#]?|#|\\^)(?=\\d)");

  private static final String PLACES =
      "pp?|pages?|pgs?|seiten?|s|p\u00e1gs?|p\u00e1ginas?|pagin[ae]|sections?|secs?|abschnitte?"
          + "|abs|secci\u00f3n|sezione|lines?|ll?|zeilen?|chapters?|chs?|kapitel|kap"
          + "|chapitres?|cap|paragraphs?|paras?|articles?|arts?|artikel|figures?|figs?|abb"
          + "|tables?|tab|tabelle|appendix|annex|anhang|items?|rows?|steps?";

  private static final int MOST_DIGITS = 3;

  /** What counts a document. */
  static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

  private static final Pattern LEADING_NUMBER = Pattern.compile("(\\d{1,3})(?![\\w.]\\w|\\w)");
  private static final String TO = "\\s?[-\u2013~\uff5e]\\s?";
  private static final Pattern RANGE =
      Pattern.compile(
          "(?<from>[^\\d-\u2013~\uff5e]{0,12}(\\d{1,3}))" + TO + "(?<to>[^\\d-]{0,12}(\\d{1,3}))");

  private static final String IN_SOURCE =
      "(?:(?:" + PLACES + ")[. ]|\u00a7{1,2})[. ]?\\d{1,4}(?:" + TO + "\\d{1,4})?";

  /** Where in a source, after the source: [Document 1, p. 3], [2, \u00a7\u00a7 4-5]. */
  private static final Pattern PLACE = Pattern.compile(IN_SOURCE);

  /** Where in a source, without saying which: [pp. 1-2], [Section 3, lines 4-9]. No citation. */
  static final Pattern PLACES_ALONE =
      Pattern.compile(
          "\\[" + IN_SOURCE + "(?:[,;]\\s?" + IN_SOURCE + "){0,9}\\]",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern MESSAGE_AND_NUMBER = Pattern.compile("\\d{1,3}:(\\d{1,3})");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern ADDRESS = Pattern.compile("^https?://(?:www\\.)?|[#/.,:;!?*_]+$");

  private final List<Document> documents;

  /** Whether any document has a number for its name. */
  private final boolean numbersName;

  private @Nullable Set<String> names;
  private @Nullable Set<String> addresses;
  private @Nullable Set<String> forms;
  private int first = 1;

  CitedSources(List<Document> documents) {
    this.documents = documents;
    boolean numbers = false;
    for (int i = 0; i < documents.size(); i++) {
      numbers |= number(documents.get(i).getId().strip());
      numbers |= number(documents.get(i).getTitle().strip());
    }
    numbersName = numbers;
  }

  /** The ids and titles, which few citations ask for. */
  private Set<String> names() {
    Set<String> made = names;
    if (made == null) {
      made = new HashSet<>();
      for (Document document : documents) {
        made.add(document.getId().toLowerCase(Locale.ROOT).strip());
        made.add(document.getTitle().toLowerCase(Locale.ROOT).strip());
      }
      made.remove("");
      names = made;
    }
    return made;
  }

  private Set<String> addresses() {
    Set<String> made = addresses;
    if (made == null) {
      made = new HashSet<>();
      for (String name : names()) {
        if (name.contains("://")) {
          made.add(address(name));
        }
      }
      addresses = made;
    }
    return made;
  }

  /** Says that the answer counts its documents from 0, as one with a [0] does. */
  void countFromZero() {
    first = 0;
  }

  /** Whether any document has an address that an answer may link to. */
  boolean addressed() {
    return !addresses().isEmpty();
  }

  /** Whether an address is a document's, but for its protocol and fragment. */
  boolean address(CharSequence link) {
    String lower = link.toString().toLowerCase(Locale.ROOT);
    int fragment = lower.indexOf('#');
    return addresses().contains(address(fragment < 0 ? lower : lower.substring(0, fragment)));
  }

  private static String address(String lower) {
    return ADDRESS.matcher(lower).replaceAll("");
  }

  /** Whether there is a document with this number. */
  boolean numbered(int number) {
    return number >= first && number < first + documents.size();
  }

  /** Whether there is a document with this number, counted from 0. */
  boolean fromZero(String number) {
    return Integer.parseInt(number) < documents.size();
  }

  /**
   * Whether everything that stands in a bracket is a document; null when it names no sources.
   *
   * @param bare whether a number alone names a source, as in square brackets
   */
  @Nullable Boolean resolve(String inside, boolean bare) {
    String text = inside.strip().toLowerCase(Locale.ROOT);
    if (number(text)) {
      boolean named = numbersName && names().contains(text);
      return named || bare ? Boolean.valueOf(named || numbered(Integer.parseInt(text))) : null;
    }
    int dagger = text.indexOf('\u2020');
    if (dagger >= 0) {
      text = text.substring(0, dagger);
      Matcher second = MESSAGE_AND_NUMBER.matcher(text);
      if (second.matches()) {
        return fromZero(second.group(1));
      }
    }
    if (names().contains(text)) {
      return bare || digit(text) ? Boolean.TRUE : null;
    }
    String stripped = after(NOUN, after(LEAD, text));
    boolean named = !stripped.equals(after(LEAD, text));
    if (names().contains(stripped) && (named || bare || digit(stripped))) {
      return Boolean.TRUE;
    }
    String[] parts = PARTS.split(stripped);
    Boolean all = null;
    for (int i = 0; i < parts.length; i++) {
      Boolean found = part(parts[i].strip(), named, parts.length > 1, i > 0);
      if (found == null && !(named && all != null)) {
        return null;
      }
      all = found == null ? all : all == null ? found : Boolean.valueOf(all && found);
    }
    // A case or order has a reference number too.
    boolean own = !bare && stripped.length() < text.length() && text.startsWith("ref");
    return (bare || named) && !(own && Boolean.FALSE.equals(all)) ? all : null;
  }

  private @Nullable Boolean part(String part, boolean named, boolean list, boolean later) {
    String source = after(LETTER, after(NOUN, part));
    source = source.endsWith("^") ? source.substring(0, source.length() - 1) : source;
    if (names().contains(part) || names().contains(source)) {
      return Boolean.TRUE;
    }
    if (later && PLACE.matcher(part).matches()) {
      return Boolean.TRUE;
    }
    if (NUMBER.matcher(source).matches()) {
      return numbered(Integer.parseInt(source));
    }
    Matcher range = RANGE.matcher(part);
    if (range.matches() && counts(range.group("from")) && counts(range.group("to"))) {
      int from = Integer.parseInt(range.group(2));
      int to = Integer.parseInt(range.group(4));
      boolean found = from < to && numbered(from) && numbered(to);
      // [0-9] and other ranges are none.
      return found ? Boolean.TRUE : named || list && from < to ? Boolean.FALSE : null;
    }
    Matcher number = LEADING_NUMBER.matcher(source);
    if ((named || !source.equals(part)) && number.lookingAt()) {
      return numbered(Integer.parseInt(number.group(1)));
    }
    return digit(part) && forms().contains(form(part)) ? Boolean.FALSE : null;
  }

  /** Whether one end of a range is a document: 1, source 1 or kb1, but not page 1. */
  private boolean counts(String end) {
    return NUMBER.matcher(after(LETTER, after(NOUN, end))).matches() || forms().contains(form(end));
  }

  private static String after(Pattern start, String text) {
    Matcher matcher = start.matcher(text);
    return matcher.lookingAt() ? text.substring(matcher.end()) : text;
  }

  /** The forms of the ids and titles, which only an unknown name asks for. */
  private Set<String> forms() {
    Set<String> made = forms;
    if (made == null) {
      made = new HashSet<>();
      for (String name : names()) {
        if (Character.isLetter(name.charAt(0)) && digit(name) && !name.contains("://")) {
          made.add(form(name));
        }
      }
      forms = made;
    }
    return made;
  }

  /** What ids have in common: kb-17 and kb-3 are of one form. */
  private static String form(String name) {
    return DIGITS.matcher(name).replaceAll("0");
  }

  /** A number alone, which most citations are. */
  private static boolean number(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!CharKind.digit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MOST_DIGITS;
  }

  private static boolean digit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
