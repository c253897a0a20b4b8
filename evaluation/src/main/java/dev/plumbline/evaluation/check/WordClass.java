package dev.plumbline.evaluation.check;

/** What is known of a word from its folded form alone: closed lists, looked up by hash. */
final class WordClass {
  /** Function words, which claim nothing. */
  static final int STOP = 1;

  /** Words that turn a sentence round. */
  static final int NEGATION = 2;

  /** A number in digits. */
  static final int NUMBER = 4;

  /** A small number in letters. */
  static final int SPELLED = 8;

  /** Written with a capital. */
  static final int CAPITAL = 16;

  /** Letters and digits in one word: a version, a model, a code. */
  static final int MIXED = 32;

  /** The name of a month. */
  static final int MONTH = 64;

  /** Words of greetings, thanks and offers of help. */
  static final int COURTESY = 128;

  /** A sign that measures: a currency or percent. */
  static final int UNIT = 256;

  /** Shortly after a negation in the same clause, so that the sentence denies it. */
  static final int DENIED = 512;

  /** Turns a sentence round without a negation, so that counting negations says nothing. */
  static final int TWIST = 1024;

  /** Inside quotation marks. */
  static final int QUOTED = 2048;

  /** Turns from what is not known to what is. */
  static final int CONTRAST = 4096;

  /** The speaker, whose own views no document supports. */
  static final int SPEAKER = 8192;

  /** Counts the items of a list. */
  static final int ITEM = 16384;

  /** The first word of a sentence or line. */
  static final int OPENS = 32768;

  /** All classes; the bits above are free for a caller. */
  static final int ALL = 65535;

  /** How many bits classes take. */
  static final int BITS = 16;

  /** Words of these classes may be spelled otherwise. */
  static final int ALIAS = SPELLED | MONTH | UNIT;

  /** Classes of which a document says more than that it has the word. */
  static final int TELLING = ALIAS | NUMBER | NEGATION | TWIST;

  static final long START = 0xcbf29ce484222325L;

  private static final String STOPS =
      "a an the and or but if of to in on at by for with from as is are was were be been being it"
          + " its this that these those you your we our us i my me he she they their them his her"
          + " can could will would should may might must do does did have has had there here then"
          + " than so also just please how what when where which who why into about over under up"
          + " down out any all some each such more most very too well need want get let s t ll ve"
          + " re m d because while during after before between both either own same other only"
          + " through until again once however therefore thus der die das den dem und oder aber ist"
          + " sind war ein eine einen zu von mit auf für im in sich es wird werden als auch le la"
          + " les et ou est sont un une de des du à au aux dans pour par sur ce qui que el los las"
          + " y es son en por para con se lo una del al o e os as um uma é são em no na com il gli"
          + " i di da che per l d j n c qu i'm i've i'll i'd you're you'll you've you'd we're we've"
          + " we'll they're they've they'll it'll that'll";

  /** Words that order a text and claim nothing, as far as their stems are those of no others. */
  private static final String CONNECTIVES =
      "additionally furthermore moreover overall finally typically usually often actually basically"
          + " simply various several example especially notably"
          + " likely across among along toward eg etc zudem außerdem ferner beispiel"
          + " insgesamt meist oft verschiedene également notamment exemple souvent ainsi además"
          + " también ejemplo menudo varios também exemplo geralmente vários inoltre esempio spesso"
          + " diversi";

  private static final String NEGATIONS =
      "not no never none cannot neither nor nicht kein keine keinen nie pas jamais aucun nunca não"
          + " non mai";
  private static final String TWISTS =
      "only instead fail failed failure unless except rather lack lacking avoid prevent nur sondern"
          + " außer statt seulement sauf sino solo salvo without ohne sans sin sem senza";
  private static final String COURTESIES =
      "hello hi hey thanks thank welcome happy glad pleased hope help helps helpful know feel free"
          + " question questions ask further assist assistance anything else sure certainly course"
          + " yes okay ok great sorry apologize apologies apology confusion inconvenience"
          + " understand question good day sir madam dear reach clarify clarification let's"
          + " information";
  private static final String[] MONTHS = {
    "january jan januar janvier enero",
    "february feb februar février febrero",
    "march mar märz mars marzo",
    "april apr avril abril",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet julio",
    "august aug août agosto",
    "september sep sept septembre septiembre",
    "october oct oktober octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember décembre diciembre"
  };

  /** Each with its spellings, but for words that mean something else in another language. */
  private static final String[] SPELLED_NUMBERS = {
    "2 two zwei deux dois",
    "3 three drei trois tres três tre",
    "4 four vier quatre cuatro quatro quattro",
    "5 five fünf cinq cinco cinque",
    "6 six sechs seis",
    "7 seven sieben siete sete sette",
    "8 eight acht huit ocho oito otto",
    "9 nine neun nueve nove",
    "10 ten zehn dix diez dez dieci",
    "11 eleven onze undici",
    "12 twelve zwölf douze doce doze dodici",
    "14 fourteen vierzehn quatorze catorce",
    "15 fifteen fünfzehn quinze quindici",
    "20 twenty zwanzig vingt veinte vinte venti",
    "30 thirty dreißig trente treinta trinta trenta",
    "40 forty vierzig quarante cuarenta quarenta quaranta",
    "50 fifty fünfzig cinquante cincuenta cinquenta cinquanta",
    "60 sixty sechzig soixante sesenta sessenta sessanta",
    "90 ninety neunzig noventa novanta"
  };

  /** The classes of folded words, by hash. */
  static final KnownWords CLASSES = new KnownWords(512);

  /** The same of the telling ones alone. */
  static final KnownWords TELLING_CLASSES = new KnownWords(256);

  private static final HashBits CANONICAL = new HashBits(64);

  static {
    mark(STOPS, STOP);
    mark(CONNECTIVES, STOP);
    mark(NEGATIONS, NEGATION);
    mark(TWISTS, TWIST);
    mark("without ohne sans sin sem senza", STOP);
    mark("but however although though aber jedoch mais cependant pero mas ma però", CONTRAST);
    mark(COURTESIES, COURTESY);
    mark("i me my i'm i've i'd i'll ich mir mich mein meine je moi yo eu io", SPEAKER);
    for (int month = 0; month < MONTHS.length; month++) {
      mark(MONTHS[month], MONTH);
      same(MONTHS[month], MONTHS[month].substring(0, MONTHS[month].indexOf(' ')));
    }
    for (String numbers : SPELLED_NUMBERS) {
      mark(numbers.substring(numbers.indexOf(' ') + 1), SPELLED);
      same(numbers, numbers.substring(0, numbers.indexOf(' ')));
    }
    mark("percent prozent dollar usd euro eur gbp", UNIT);
    same("percent prozent pourcent", "%");
    same("dollar usd", "$");
    same("euro eur", "\u20ac");
    same("gbp", "\u00a3");
  }

  private WordClass() {}

  /** Whether a word of these classes is neither a function word nor a negation. */
  static boolean carriesMeaning(int classes) {
    return (classes & (STOP | NEGATION)) == 0;
  }

  /** The hash under which a word meets its other spellings: thirty is 30. */
  static long canonical(long hash) {
    long other = CANONICAL.get(hash);
    return other == 0 ? hash : other;
  }

  /** The hash of a month's name, 1 to 12. */
  static long month(int number) {
    String names = MONTHS[number - 1];
    return stemmed(names.substring(0, names.indexOf(' ')));
  }

  /** One more character (FNV-1a over characters with a finishing shift). */
  static long mix(long hash, char c) {
    long mixed = (hash ^ c) * 0x100000001b3L;
    return mixed ^ mixed >>> 29;
  }

  /**
   * A letter of a stem, by its place from 0; a stem is all of them added up. Different stems of one
   * script differ: six times a low byte, and above them the bits of the high bytes.
   */
  static long letter(char c, int place) {
    return (long) (c & 0xff) << Byte.SIZE * place | (long) (c >>> Byte.SIZE) << 48 + 2 * place;
  }

  /** The hash of a stem, from its letters; every letters have a hash of their own. */
  static long spread(long letters) {
    long spread = letters * 0x9e3779b97f4a7c15L;
    return spread ^ spread >>> 29;
  }

  private static void mark(String words, int wordClass) {
    for (String word : words.split(" ")) {
      CLASSES.or(stemmed(word), wordClass);
      if ((wordClass & TELLING) != 0) {
        TELLING_CLASSES.or(stemmed(word), wordClass);
      }
    }
  }

  private static void same(String words, String as) {
    for (String word : words.split(" ")) {
      if (CANONICAL.get(stemmed(word)) == 0) {
        CANONICAL.or(stemmed(word), stemmed(as));
      }
    }
  }

  private static long stemmed(String word) {
    if (!Character.isLetter(word.charAt(0))) {
      long hash = START;
      for (int i = 0; i < word.length(); i++) {
        hash = mix(hash, word.charAt(i));
      }
      return hash;
    }
    int length = Stems.length(word.length(), word.charAt(word.length() - 1));
    return Stems.hash(word.toCharArray(), 0, length);
  }
}
