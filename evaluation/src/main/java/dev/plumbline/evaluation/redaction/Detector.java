package dev.plumbline.evaluation.redaction;

import java.util.List;

/**
 * Finds values of some kinds. Each looks at a character a bounded number of times, so that no text
 * takes long; none uses a regular expression.
 */
enum Detector {
  EMAILS(Glance::mail, Emails::find),
  NUMBERS(Glance::numbers, Numbers::find),
  NATIONAL_IDS(Glance::nationalIds, NationalIds::find),
  ADDRESSES(Glance::addresses, Addresses::find),
  SECRETS(Glance::keys, SecretForms::find),
  ASSIGNED(Glance::secrets, AssignedSecrets::find),
  PRIVATE_KEYS(Glance::keyBlocks, PrivateKeys::find),
  TOKENS(Glance::tokens, Tokens::find);

  private final Worth worth;
  private final Search search;

  Detector(Worth worth, Search search) {
    this.worth = worth;
    this.search = search;
  }

  /** Whether a text has what every value of these kinds has. */
  private interface Worth {
    boolean looking(Glance glance);
  }

  /** Adds what is found, in order. */
  private interface Search {
    void in(String text, List<Found> into);
  }

  /** Adds every value, unless one glance told that there is none. */
  void find(String text, Glance glance, List<Found> into) {
    if (worth.looking(glance)) {
      search.in(text, into);
    }
  }
}
