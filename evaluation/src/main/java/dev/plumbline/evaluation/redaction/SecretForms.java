package dev.plumbline.evaluation.redaction;

import java.util.List;

/** Keys and tokens by the prefix that their issuer gave them. */
final class SecretForms {
  /** An issuer's form: a prefix, then so many characters of a key. */
  private record Form(String prefix, int least, int most, Kind kind) {}

  private static final List<Form> FORMS =
      List.of(
          new Form("AKIA", 16, 16, Kind.CLOUD_KEY),
          new Form("ASIA", 16, 16, Kind.CLOUD_KEY),
          new Form("AIza", 35, 35, Kind.CLOUD_KEY),
          new Form("ya29.", 30, 2_048, Kind.CLOUD_KEY),
          new Form("ghp_", 36, 251, Kind.TOKEN),
          new Form("gho_", 36, 251, Kind.TOKEN),
          new Form("ghu_", 36, 251, Kind.TOKEN),
          new Form("ghs_", 36, 251, Kind.TOKEN),
          new Form("ghr_", 36, 251, Kind.TOKEN),
          new Form("github_pat_", 22, 251, Kind.TOKEN),
          new Form("glpat-", 20, 251, Kind.TOKEN),
          new Form("xoxa-", 20, 251, Kind.TOKEN),
          new Form("xoxb-", 20, 251, Kind.TOKEN),
          new Form("xoxp-", 20, 251, Kind.TOKEN),
          new Form("sk-", 20, 251, Kind.TOKEN),
          new Form("sk_live_", 16, 251, Kind.TOKEN),
          new Form("rk_live_", 16, 251, Kind.TOKEN),
          new Form("gsk_", 40, 64, Kind.TOKEN),
          new Form("hf_", 30, 64, Kind.TOKEN),
          new Form("npm_", 36, 36, Kind.TOKEN),
          new Form("pypi-", 50, 2_048, Kind.TOKEN),
          new Form("dop_v1_", 64, 64, Kind.TOKEN),
          new Form("shpat_", 32, 32, Kind.TOKEN),
          new Form("Bearer ", 20, 8_192, Kind.TOKEN),
          new Form("bearer ", 20, 8_192, Kind.TOKEN),
          new Form("eyJ", 40, 8_192, Kind.JWT));

  /** By the first character of their prefix. */
  private static final Form[][] BY_FIRST = new Form[128][];

  static {
    for (int first = 0; first < BY_FIRST.length; first++) {
      char c = (char) first;
      BY_FIRST[first] =
          FORMS.stream().filter(form -> form.prefix().charAt(0) == c).toArray(Form[]::new);
    }
  }

  private SecretForms() {}

  static void find(String text, List<Found> into) {
    boolean inside = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (!inside && c < BY_FIRST.length) {
        for (Form form : BY_FIRST[c]) {
          int end = text.startsWith(form.prefix(), at) ? end(text, at, form) : -1;
          if (end > 0) {
            int start = form.prefix().endsWith(" ") ? at + form.prefix().length() : at;
            into.add(new Found(form.kind(), start, end));
            at = end - 1;
            break;
          }
        }
      }
      inside = KeyText.part(text.charAt(at));
    }
  }

  private static int end(String text, int at, Form form) {
    int from = at + form.prefix().length();
    int end = from;
    boolean jwt = form.kind() == Kind.JWT;
    boolean dotted = jwt || form.prefix().endsWith(" ");
    int dots = 0;
    while (end < text.length()
        && end - from <= form.most()
        && (KeyText.part(text.charAt(end))
            || dotted && (text.charAt(end) == '.' || !jwt && KeyText.base64(text.charAt(end))))) {
      dots += text.charAt(end) == '.' ? 1 : 0;
      end++;
    }
    if (end > from && text.charAt(end - 1) == '.') {
      end--;
      dots--;
    }
    int length = end - from;
    boolean fits = length >= form.least() && length <= form.most() && (!jwt || dots == 2);
    return fits && KeyText.varied(text, from, end) ? end : -1;
  }
}
