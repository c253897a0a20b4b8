package dev.plumbline.evaluation.redaction;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Account numbers: a country, two check digits, and as many more as the country has (ISO 13616).
 */
final class Ibans {
  /** Country and length, as in SWIFT's registry of IBAN formats. */
  private static final String REGISTRY =
      "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29"
          + "ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20"
          + "LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28"
          + "PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22"
          + "VG24XK20YE30";

  private static final Map<String, Integer> LENGTHS = new HashMap<>();

  static {
    for (int i = 0; i < REGISTRY.length(); i += 4) {
      LENGTHS.put(REGISTRY.substring(i, i + 2), Integer.valueOf(REGISTRY.substring(i + 2, i + 4)));
    }
  }

  private Ibans() {}

  /** The number whose first digit stands here. */
  static @Nullable Found at(String text, int digit) {
    int start = digit - 2;
    Integer length =
        Text.shaped(text, start, "AA99") && !Text.inWord(text, start - 1)
            ? LENGTHS.get(text.substring(start, digit))
            : null;
    if (length == null) {
      return null;
    }
    StringBuilder account = new StringBuilder(length);
    int at = start;
    while (at < text.length() && account.length() < length) {
      if (Text.digit(text, at) || Text.upper(text, at)) {
        account.append(text.charAt(at));
      } else if (text.charAt(at) != ' ' || !Text.inWord(text, at + 1)) {
        return null;
      }
      at++;
    }
    return account.length() == length && !Text.inWord(text, at) && mod97(account) == 1
        ? new Found(Kind.IBAN, start, at)
        : null;
  }

  /** 1 when the checksum is right (ISO 7064 mod 97-10): the first four stand last, A is 10. */
  private static int mod97(CharSequence account) {
    int rest = 0;
    for (int i = 0; i < account.length(); i++) {
      char c = account.charAt((i + 4) % account.length());
      rest = c <= '9' ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
    }
    return rest;
  }
}
