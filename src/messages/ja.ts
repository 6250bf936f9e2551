import { translation } from "./messages.ts";

/** No name is parted from its honorific: U+00A0. */
export const ja = translation({
  "email.hello": "{name}\u00A0様",
  "email.code": "リンクを開き、次のコードを入力してください。",
  "email.by-hand": "ボタンが機能しない場合は、次のアドレスをブラウザで開いてください。",
  "email.until.days": "{count, plural, other {#日以内}}（{until, date, moment}まで）にリンクを開いてください。",
  "email.until.hours": "{count, plural, other {#時間以内}}（{until, date, moment}まで）にリンクを開いてください。",
  "email.until.minutes": "{count, plural, other {#分以内}}（{until, date, moment}まで）にリンクを開いてください。",
  "email.until.now": "すぐに（{until, date, moment}までに）リンクを開いてください。",
  "email.until.past": "{until, date, moment}までにリンクを開いてください。",
  "email.why": `{hasOrganisation, select,
    true {このメールは、{email} で {organisation} のアカウントが申請されたためお送りしています。}
    other {このメールは、{email} でアカウントが申請されたためお送りしています。}
  }{hasCode, select,
    true {お心当たりがない場合は、このメールを無視し、コードを誰にも教えないでください。}
    other {お心当たりがない場合は、このメールを無視し、リンクを転送しないでください。}
  }`,
  "email.support": "ご不明な点がございましたら、このメールに返信いただくか、{address} までご連絡ください。",
  "verification.title": `{hasOrganisation, select,
    true {【{organisation}】メールアドレスのご確認}
    other {メールアドレスのご確認}
  }`,
  "verification.ask": `{hasOrganisation, select,
    true {メールアドレス {email} で、{organisation} のアカウントを準備しています。このメールアドレスがご本人のものであることをご確認ください。}
    other {メールアドレス {email} で、アカウントを準備しています。このメールアドレスがご本人のものであることをご確認ください。}
  }`,
  "reminder.title": `{hasOrganisation, select,
    true {【{organisation}】メールアドレスのご確認（再度のお願い）}
    other {メールアドレスのご確認（再度のお願い）}
  }`,
  "reminder.ask": `{hasOrganisation, select,
    true {メールアドレスの確認がお済みになりましたら、{organisation} のアカウントをご利用いただけます。}
    other {メールアドレスの確認がお済みになりましたら、アカウントをご利用いただけます。}
  }`,
  "welcome.subject": "{hasOrganisation, select, true {{organisation} へようこそ} other {ようこそ}}",
  "welcome.title": `{hasOrganisation, select,
    true {{name}\u00A0様、{organisation} へようこそ}
    other {{name}\u00A0様、ようこそ}
  }`,
  "welcome.how": `{byAdmin, select,
    true {管理者がお客様を承認しました。以前お送りしたリンクは、もう必要ありません。}
    other {メールアドレス {email} の確認が完了しました。}
  }`,
  "welcome.active": `{hasNext, select,
    true {アカウントが有効になりました。}
    other {アカウントが有効になりました。これ以上のお手続きは必要ありません。}
  }`,
  "welcome.why": `{hasOrganisation, select,
    true {このメールは、{organisation} のアカウントが有効になったためお送りしています。}
    other {このメールは、アカウントが有効になったためお送りしています。}
  }`,
  "verify-button": "メールアドレスを確認する",
  "go-on": "{hasOrganisation, select, true {{organisation} へ進む} other {利用を開始する}}",

  "ask.title": "メールアドレスのご確認",
  "ask.who": `{hasOrganisation, select,
    true {{name}\u00A0様の {organisation} アカウントを準備しています。ご本人様でお間違いありませんか？}
    other {{name}\u00A0様、ご本人様でお間違いありませんか？}
  }`,
  "ask.name": "お名前",
  "ask.address": "メールアドレス",
  "ask.until": "リンクの有効期限は{until, date, moment}です。",
  "ask.unexpected":
    "このメールにお心当たりがない場合は、このページを閉じてください。ページを開いただけでは何も変更されません。",
  "code.label": "メールに記載された6桁の数字",
  "code.format": "6桁の数字",
  "code.until": "リンクとコードの有効期限は{until, date, moment}です。",
  "code.problem": "コードをご確認ください",
  "code.no-code": "コードは6桁の数字です。何も変更されていません。",
  "code.wrong":
    "メールに記載されたコードと一致しません。何も変更されていません。{left, plural, other {あと#回}}入力できます。",
  "no-tries.title": "コードの入力回数が上限に達しました",
  "no-tries.text": "このリンクではコードを入力できなくなりました。何も変更されていません。",
  "no-tries.next": "招待した方にご連絡ください。承認者による承認、または再度のご招待が可能です。",
  "verified.title": "確認が完了しました",
  "verified.text":
    "{name}\u00A0様、ありがとうございます。メールアドレスの確認が完了しました。アカウントを有効にしています。",
  "verified.next": "まもなくご案内のメールをお送りします。このページは閉じていただいて構いません。",
  "already.title": "すでに確認済みです",
  "already.text": `{byAdmin, select,
    true {管理者が{at, date, moment}に承認しました。これ以上のお手続きは必要ありません。}
    other {メールアドレスは{at, date, moment}に確認済みです。これ以上のお手続きは必要ありません。}
  }`,
  "already.next": "ご案内のメールに沿ってアカウントをご利用ください。このページは閉じていただいて構いません。",
  "rejected.title": "この申請は承認されませんでした",
  "rejected.text": "管理者が{at, date, moment}に申請を却下したため、このリンクはご利用いただけません。",
  "cancelled.title": "この招待は取り消されました",
  "cancelled.text": `{byRequester, select,
    true {申請した方が{at, date, moment}に取り下げたため、このリンクはご利用いただけません。メールアドレスは確認されていません。}
    other {承認者が{at, date, moment}に取り消したため、このリンクはご利用いただけません。メールアドレスは確認されていません。}
  }`,
  "mistake.next": "お間違いと思われる場合は、招待した方にご連絡ください。",
  "expired.title": "リンクの有効期限が切れています",
  "expired.text": "有効期限は{until, date, moment}でした。何も変更されていません。",
  "failed.title": "この手続きは終了しました",
  "failed.text": "手続きを完了できませんでした。メールアドレスは確認されていません。",
  "again.next": "招待した方に、もう一度招待するようご依頼ください。新しいメールが届きます。",
  "deciding.title": "まもなく完了します",
  "deciding.text": "結果が決まり、記録しているところです。",
  "deciding.next": "記録が終わりしだい、結果がここに表示されます。",
  "check-again": "もう一度確認する",
  "try-again": "もう一度試す",
  "no-link.title": "リンクが正しくありません",
  "no-link.text":
    "リンクが途中で切れているか、古くなっているか、当サービスのものではない可能性があります。何も変更されていません。",
  "no-link.resend": "新しいリンクをメールで受け取る",
  "no-link.where": "新しいメールは、最初のメールと同じ宛先に届きます。以前のリンクもそのまま使えます。",
  "no-link.paste": "または、メールのリンク全体を貼り付けてください",
  "no-link.open": "このリンクを開く",
  "newest.next": "最新のメールのリンクを開くか、招待した方にもう一度招待するようご依頼ください。",
  "resent.title": "新しいメールをお送りします",
  "resent.text": "届いたメールのリンクをお使いください。最初のメールと同じ宛先に届きます。",
  "resent.next": "数分待っても届かない場合は、迷惑メールフォルダーをご確認いただくか、招待した方にご連絡ください。",
  "resend-later.title": "1分ほどお待ちください",
  "resend-later.text": "たった今メールの送信が依頼されたため、新しいメールは送信していません。",
  "resend-later.next":
    "まず受信トレイをご確認ください。数分たっても届かない場合は、このページを再読み込みして、もう一度お試しください。",
  "used-up.title": "これ以上メールを送信できません",
  "used-up.text": "送信回数が上限に達しているため、メールは送信していません。",
  "unwanted.title": "この宛先にはメールを送信できません",
  "unwanted.text": "以前のメールが迷惑メールとして報告されたため、メールは送信していません。",
  "unwanted.next": "お間違いの場合は、招待した方にご連絡ください。",
  "not-resent.title": "メールは送信されませんでした",
  "not-resent.text": "このリンクに対応する申請が見つからないか、申請がすでに終了しています。何も変更されていません。",
  "trouble.title": "もう一度お試しください",
  "trouble.nothing": "システムで問題が発生しました。何も変更されていません。",
  "trouble.confirmation": "システムで問題が発生しました。確認が完了している可能性があります。",
  "trouble.email": "システムで問題が発生しました。新しいメールが送信されている可能性があります。",
  "trouble.next": "解決しない場合は、数分後にメールのリンクをもう一度開いてください。",
  "nothing.title": "ページが見つかりません",
  "nothing.method": "このページでできるのは、閲覧とボタンの操作だけです。",
  "nothing.address": "このアドレスにページはありません。",
  "nothing.too-large": "送信された内容が大きすぎます。",
  "page.support": "ご不明な点がございましたら、{address} までご連絡ください。",
});
