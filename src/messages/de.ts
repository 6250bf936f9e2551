import { translation } from "./messages.ts";

/** Headings hold together what would break after a hyphen: U+2011. */
export const de = translation({
  "email.hello": "Guten Tag {name},",
  "email.code": "Öffnen Sie den Link und geben Sie dort diesen Code ein:",
  "email.by-hand": "Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse in Ihrem Browser:",
  "email.until.days":
    "Bitte verwenden Sie den Link innerhalb von {count, plural, one {# Tag} other {# Tagen}} (bis {until, date, moment}).",
  "email.until.hours":
    "Bitte verwenden Sie den Link innerhalb von {count, plural, one {# Stunde} other {# Stunden}} (bis {until, date, moment}).",
  "email.until.minutes":
    "Bitte verwenden Sie den Link innerhalb von {count, plural, =1 {einer Minute} other {# Minuten}} (bis {until, date, moment}).",
  "email.until.now": "Bitte verwenden Sie den Link sofort (bis {until, date, moment}).",
  "email.until.past": "Bitte verwenden Sie den Link bis {until, date, moment}.",
  "email.why": `{hasOrganisation, select,
    true {Sie erhalten diese E-Mail, weil jemand für {email} ein Konto bei {organisation} beantragt hat.}
    other {Sie erhalten diese E-Mail, weil jemand für {email} ein Konto beantragt hat.}
  } {hasCode, select,
    true {Sie haben diese E-Mail nicht erwartet? Dann ignorieren Sie sie und geben Sie den Code nicht weiter.}
    other {Sie haben diese E-Mail nicht erwartet? Dann ignorieren Sie sie und leiten Sie den Link nicht weiter.}
  }`,
  "email.support": "Fragen? Antworten Sie auf diese E-Mail oder schreiben Sie an {address}.",
  "verification.title": `{hasOrganisation, select,
    true {Bestätigen Sie Ihre E\u2011Mail-Adresse für {organisation}}
    other {Bestätigen Sie Ihre E\u2011Mail-Adresse}
  }`,
  "verification.ask": `{hasOrganisation, select,
    true {für {email} wird ein Konto bei {organisation} eingerichtet. Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.}
    other {für {email} wird ein Konto eingerichtet. Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.}
  }`,
  "reminder.title": `{hasOrganisation, select,
    true {Erinnerung: Bestätigen Sie Ihre E\u2011Mail-Adresse für {organisation}}
    other {Erinnerung: Bestätigen Sie Ihre E\u2011Mail-Adresse}
  }`,
  "reminder.ask": `{hasOrganisation, select,
    true {Ihr Konto bei {organisation} ist bereit, sobald Sie Ihre Adresse bestätigen.}
    other {Ihr Konto ist bereit, sobald Sie Ihre Adresse bestätigen.}
  }`,
  "welcome.subject": "{hasOrganisation, select, true {Willkommen bei {organisation}} other {Willkommen}}",
  "welcome.title": `{hasOrganisation, select,
    true {Willkommen bei {organisation}, {name}}
    other {Willkommen, {name}}
  }`,
  "welcome.how": `{byAdmin, select,
    true {Die Administration hat Sie freigeschaltet. Falls Sie noch einen Link von uns haben, brauchen Sie ihn nicht mehr.}
    other {Ihre Adresse {email} ist bestätigt.}
  }`,
  "welcome.active": `{hasNext, select,
    true {Ihr Konto ist aktiv.}
    other {Ihr Konto ist aktiv. Sie müssen nichts weiter tun.}
  }`,
  "welcome.why": `{hasOrganisation, select,
    true {Sie erhalten diese E-Mail, weil Ihr Konto bei {organisation} soeben aktiviert wurde.}
    other {Sie erhalten diese E-Mail, weil Ihr Konto soeben aktiviert wurde.}
  }`,
  "verify-button": "Meine Adresse bestätigen",
  "go-on": "{hasOrganisation, select, true {Weiter zu {organisation}} other {Loslegen}}",

  "ask.title": "Bestätigen Sie Ihre E\u2011Mail-Adresse",
  "ask.who": `{hasOrganisation, select,
    true {Guten Tag {name}, für Sie wird ein Konto bei {organisation} eingerichtet. Sind Sie das?}
    other {Guten Tag {name}. Sind Sie das?}
  }`,
  "ask.name": "Name",
  "ask.address": "Adresse",
  "ask.until": "Der Link ist gültig bis {until, date, moment}.",
  "ask.unexpected":
    "Sie haben die E-Mail nicht erwartet? Schließen Sie diese Seite: Durch das Öffnen hat sich nichts geändert.",
  "code.label": "Die sechs Ziffern aus der E-Mail",
  "code.format": "Sechs Ziffern",
  "code.until": "Der Link und der Code sind gültig bis {until, date, moment}.",
  "code.problem": "Bitte prüfen Sie den Code",
  "code.no-code": "Ein Code hat sechs Ziffern. Es wurde nichts geändert.",
  "code.wrong":
    "Das ist nicht der Code aus der E-Mail. Es wurde nichts geändert. Sie haben noch {left, plural, =1 {einen Versuch} other {# Versuche}}.",
  "no-tries.title": "Zu viele falsche Codes",
  "no-tries.text": "Dieser Link nimmt keine Codes mehr an. Es wurde nichts geändert.",
  "no-tries.next":
    "Wenden Sie sich an die Person, die Sie eingeladen hat: Sie können weiterhin freigeschaltet oder neu eingeladen werden.",
  "verified.title": "Ihre Adresse ist bestätigt",
  "verified.text": "Vielen Dank, {name}. Ihre Adresse ist bestätigt, und Ihr Konto wird jetzt aktiviert.",
  "verified.next": "Eine Willkommensnachricht ist unterwegs. Sie können diese Seite schließen.",
  "already.title": "Sie sind bereits freigeschaltet",
  "already.text": `{byAdmin, select,
    true {Die Administration hat Sie am {at, date, moment} freigeschaltet. Sie müssen nichts weiter tun.}
    other {Ihre Adresse wurde am {at, date, moment} bestätigt. Sie müssen nichts weiter tun.}
  }`,
  "already.next": "Wie Sie Ihr Konto nutzen, steht in unserer Willkommensnachricht. Sie können diese Seite schließen.",
  "rejected.title": "Diese Anfrage wurde abgelehnt",
  "rejected.text":
    "Die Administration hat Ihre Aufnahme am {at, date, moment} abgelehnt. Der Link funktioniert daher nicht mehr.",
  "cancelled.title": "Diese Einladung wurde zurückgezogen",
  "cancelled.text": `{byRequester, select,
    true {Die Person, die sie beantragt hat, hat sie am {at, date, moment} zurückgezogen. Der Link funktioniert daher nicht mehr. Ihre Adresse wurde nicht bestätigt.}
    other {Die Administration hat sie am {at, date, moment} zurückgezogen. Der Link funktioniert daher nicht mehr. Ihre Adresse wurde nicht bestätigt.}
  }`,
  "mistake.next": "Sie halten das für einen Irrtum? Wenden Sie sich an die Person, die Sie eingeladen hat.",
  "expired.title": "Dieser Link ist abgelaufen",
  "expired.text": "Er war gültig bis {until, date, moment}. Es wurde nichts geändert.",
  "failed.title": "Dieser Vorgang ist beendet",
  "failed.text": "Er konnte nicht abgeschlossen werden, und Ihre Adresse wurde nicht bestätigt.",
  "again.next":
    "Bitten Sie die Person, die Sie eingeladen hat, Sie erneut einzuladen. Sie erhalten dann eine neue E-Mail.",
  "deciding.title": "Fast fertig",
  "deciding.text": "Soeben wurde eine Entscheidung getroffen. Sie wird gerade gespeichert.",
  "deciding.next": "Das Ergebnis sehen Sie hier, sobald es gespeichert ist.",
  "check-again": "Erneut prüfen",
  "try-again": "Erneut versuchen",
  "no-link.title": "Dieser Link ist ungültig",
  "no-link.text": "Der Link ist unvollständig, zu alt oder nicht von uns. Es wurde nichts geändert.",
  "no-link.resend": "Neuen Link per E-Mail senden",
  "no-link.where": "Die neue E-Mail geht an dieselbe Adresse wie die erste. Frühere Links bleiben gültig.",
  "no-link.paste": "Oder fügen Sie den ganzen Link aus Ihrer E-Mail ein",
  "no-link.open": "Diesen Link öffnen",
  "newest.next":
    "Öffnen Sie den Link in der neuesten E-Mail von uns, oder bitten Sie die Person, die Sie eingeladen hat, Sie erneut einzuladen.",
  "resent.title": "Eine neue E\u2011Mail ist unterwegs",
  "resent.text": "Bitte verwenden Sie den Link darin. Die E-Mail geht an dieselbe Adresse wie die erste.",
  "resent.next":
    "Nach einigen Minuten noch nichts da? Sehen Sie im Spam-Ordner nach, oder wenden Sie sich an die Person, die Sie eingeladen hat.",
  "resend-later.title": "Bitte warten Sie eine Minute",
  "resend-later.text": "Es wurde keine E-Mail gesendet, weil gerade erst eine angefordert wurde.",
  "resend-later.next":
    "Sehen Sie zuerst in Ihrem Posteingang nach. Wenn nach einigen Minuten nichts ankommt, laden Sie diese Seite neu, um noch einmal zu fragen.",
  "used-up.title": "Es können keine weiteren E\u2011Mails gesendet werden",
  "used-up.text": "Es wurde keine E-Mail gesendet, weil die Höchstzahl erreicht ist.",
  "unwanted.title": "Diese Adresse erhält keine E\u2011Mails mehr",
  "unwanted.text": "Es wurde keine E-Mail gesendet, weil eine frühere als unerwünscht gemeldet wurde.",
  "unwanted.next": "War das ein Versehen? Wenden Sie sich an die Person, die Sie eingeladen hat.",
  "not-resent.title": "Es wurde keine E\u2011Mail gesendet",
  "not-resent.text":
    "Dieser Link lässt sich keiner Anfrage zuordnen, oder die Anfrage ist abgeschlossen. Es wurde nichts geändert.",
  "trouble.title": "Bitte versuchen Sie es erneut",
  "trouble.nothing": "Bei uns ist etwas schiefgelaufen. Es wurde nichts geändert.",
  "trouble.confirmation": "Bei uns ist etwas schiefgelaufen. Ihre Bestätigung ist möglicherweise angekommen.",
  "trouble.email": "Bei uns ist etwas schiefgelaufen. Möglicherweise ist eine neue E-Mail unterwegs.",
  "trouble.next": "Es klappt immer noch nicht? Öffnen Sie den Link in Ihrer E-Mail in einigen Minuten noch einmal.",
  "nothing.title": "Hier gibt es nichts",
  "nothing.method": "Diese Seite lässt sich nur lesen, oder Sie verwenden ihre Schaltfläche.",
  "nothing.address": "Unter dieser Adresse gibt es nichts.",
  "nothing.too-large": "Das war weit mehr, als ein Link enthält.",
  "page.support": "Fragen? Schreiben Sie an {address}.",
});
