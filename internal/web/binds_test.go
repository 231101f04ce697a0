package web

import (
	"net/http"
	"testing"

	"chancery.example/chancery/examples/bishkek2019"
)

// atSea is the beginning of a play: a session, who heads the delegations to it, and
// an act.
const atSea = `
- secretariat convene-session: {as: s, body: csc, type: ordinary, title: {en: Session, ru: Сессия}, at: "2019-11-28", presides: kg}
- secretariat give-mandate: {person: am-head, name: {en: Head}, for: "member:am", capacity: head, sessions: [$s], from: "2019-11-28", source: full-powers}
- secretariat give-mandate: {person: by-head, name: {en: Head}, for: "member:by", capacity: head, sessions: [$s], from: "2019-11-28", source: full-powers}
- secretariat give-mandate: {person: kz-head, name: {en: Head}, for: "member:kz", capacity: head, sessions: [$s], from: "2019-11-28", source: full-powers}
- secretariat give-mandate: {person: kg-head, name: {en: Head}, for: "member:kg", capacity: head, sessions: [$s], from: "2019-11-28", source: full-powers}
- secretariat give-mandate: {person: ru-head, name: {en: Head}, for: "member:ru", capacity: head, sessions: [$s], from: "2019-11-28", source: full-powers}
- secretariat give-mandate: {person: tj-head, name: {en: Head}, for: "member:tj", capacity: head, sessions: [$s], from: "2019-11-28", source: full-powers}
- secretariat register-act: {as: harbour, type: rules, title: {en: Rules of the harbour, ru: Правила гавани}, at: "2019-01-01"}
- secretariat deposit-text:
    about: $harbour
    lang: en
    title: {en: Rules}
    media: text/plain
    content: |
      Rules of the harbour
      1. The harbour is open by day.
      2. The pilot is paid by the ship.
      3. The master keeps a book.
`

// byNotice are two decisions that amend the act: one has force for each member from
// its own notice, of which two were given, and one waits for two more.
const byNotice = atSea + `
- secretariat submit-draft: {as: night, session: $s, form: decision, title: {en: On the night, ru: О ночи}, nature: amend, amends: [$harbour], at: "2019-11-28", force: {when: notices, notices: 2, each: true, save: [tj]}}
- secretariat record-amendment: {decision: $night, act: $harbour, lang: en, operations: [{kind: text-substitution, targets: [{steps: [{name: paragraph, num: "1"}]}], old: day, new: night}]}
- members:am,by,kz,kg,ru,tj take-stance: {decision: $night, stance: for, at: "2019-11-28"}
- chair:kg put-question: {decision: $night, at: "2019-11-28"}
- secretariat submit-draft: {as: book, session: $s, form: decision, title: {en: On the book, ru: О книге}, nature: amend, amends: [$harbour], at: "2019-11-28", force: {when: notices, notices: 4}}
- secretariat record-amendment: {decision: $book, act: $harbour, lang: en, operations: [{kind: text-substitution, targets: [{steps: [{name: paragraph, num: "3"}]}], old: book, new: ledger}]}
- members:am,by,kz,kg,ru,tj take-stance: {decision: $book, stance: for, at: "2019-11-28"}
- chair:kg put-question: {decision: $book, at: "2019-11-28"}
- secretariat submit-draft: {as: fair, session: $s, form: decision, title: {en: On the fair, ru: О ярмарке}, nature: other, at: "2019-11-28", force: {when: event, name: the fair, after: 30, members: [am], provisional: {when: entry, of: $night}}}
- secretariat record-notification: {about: $night, kind: notice, member: kz, day: "2020-01-01"}
- secretariat record-notification: {about: $night, kind: notice, member: kg, day: "2020-02-01"}
- secretariat record-notification: {about: $book, kind: notice, member: kz, day: "2020-01-01"}
- secretariat record-notification: {about: $book, kind: notice, member: kg, day: "2020-02-01"}
`

// quarrel are two decisions of one day that the text depends on.
const quarrel = atSea + `
- secretariat submit-draft: {as: sail, session: $s, form: decision, title: {en: On sail, ru: О парусе}, nature: amend, amends: [$harbour], at: "2019-11-28"}
- secretariat record-amendment: {decision: $sail, act: $harbour, lang: en, operations: [{kind: text-substitution, targets: [{steps: [{name: paragraph, num: "2"}]}], old: ship, new: ship and sail}]}
- members:am,by,kz,kg,ru,tj take-stance: {decision: $sail, stance: for, at: "2019-11-28"}
- chair:kg put-question: {decision: $sail, at: "2019-11-28"}
- secretariat submit-draft: {as: oar, session: $s, form: decision, title: {en: On oars, ru: О вёслах}, nature: amend, amends: [$harbour], at: "2019-11-28"}
- secretariat record-amendment: {decision: $oar, act: $harbour, lang: en, operations: [{kind: text-substitution, targets: [{steps: [{name: paragraph, num: "2"}]}], old: ship, new: ship and oar}]}
- members:am,by,kz,kg,ru,tj take-stance: {decision: $oar, stance: for, at: "2019-11-28"}
- chair:kg put-question: {decision: $oar, at: "2019-11-28"}
`

func onPlay(t *testing.T, play string) *stage {
	t.Helper()
	g, err := playOf(bishkek2019.Charter(), []string{"play"}, func(string) []byte { return []byte(play) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.end(t) })
	return g
}

func TestAPageSaysWhatBindsAMemberOnADay(t *testing.T) {
	g := onPlay(t, byNotice)
	act := g.address(t, "/en/acts/{harbour}")
	asked := act + "/text?day=2020-03-01&member="
	for _, tt := range []struct {
		name, path string
		has, not   []string
	}{
		{"those who gave notice are bound by it from the day on which there were enough", asked + "kz", []string{
			"On 1 March 2020 this act binds Kazakhstan: it is in force from its adoption, 1 January 2019.", "<ins>night</ins>",
			"in force from 1 February 2020: 2 notices were given, 2 are needed", "waits for notices: 2 of 4 are given",
			`<option value="kz" selected>`, "/at/2020-02-01?member=kz", "amendment applied",
		}, []string{"/compare", "/eli/", "ledger</ins>"}},
		{"before there were enough they are not", act + "/at/2020-01-31?member=kz", []string{"open by day", "in force from 1 February 2020, which is later"}, []string{"<ins>"}},
		{"a member that gave none waits for its own", asked + "am", []string{"binds Armenia", "waits for the member&#39;s own notice", "open by day"}, []string{"<ins>"}},
		{"a member that it is not for is not bound", asked + "tj", []string{"for other members only", "has no effect here"}, []string{"<ins>"}},
		{"the text for all has none of it", asked, []string{"binds all members", "open by day", "As it read on 1 March 2020", `<option value="">For all`}, []string{"<ins>", "?member="}},
		{"before the act nobody is bound", act + "/at/2018-12-31?member=kz", []string{"On 31 December 2018 this act does not bind Kazakhstan: in force from 1 January 2019, which is later."}, nil},
		{"without a day all that is on record counts", act + "/text?member=kg", []string{"After all that is on record this act binds Kyrgyzstan", "<ins>night</ins>"}, nil},
		{"what was not known then is not there", asked + "kz&known=2020-01-01", []string{"As far as was on record on 1 January 2020.", "open by day", "0 amendments applied"}, []string{"<ins>", "notices"}},
		{"it is said in Russian", "/ru" + act[3:] + "/at/2020-03-01?member=kz", []string{"акт обязателен для: Казахстан", "уведомлений 2, нужно 2", "ждёт уведомлений: есть 2, нужно 4"}, nil},
		{"a page that nobody asks anything says no more than it did", act + "/text", []string{"As it reads now", "/eli/"}, []string{"binds Kaz", "this act binds"}},
	} {
		t.Run(tt.name, func(t *testing.T) { g.answers(t, "public", tt.path, http.StatusOK, tt.has, tt.not) })
	}
	g.answers(t, "public", act+"/text?member=xx", http.StatusNotFound, nil, nil)
	g.answers(t, "public", act+"/text?member=kz&known=soon", http.StatusBadRequest, []string{"there is no soon"}, nil)
}

func TestBothReadingsOfAConflictAreShown(t *testing.T) {
	g := onPlay(t, quarrel)
	page := g.address(t, "/en/acts/{harbour}/text?member=kz")
	g.answers(t, "public", page, http.StatusOK, []string{
		"The text stands here as it was before 28 November 2019", "Two readings of 28 November 2019", "In this order: amendment 1, amendment 2", "In this order: amendment 2, amendment 1",
		"2. The pilot is paid by the ship and oar and sail.", "2. The pilot is paid by the ship and sail and oar.", "in conflict with another", "On 27 November 2019 this act binds Kazakhstan",
	}, nil)
}

func TestADecisionSaysInASentenceWhenItHasForce(t *testing.T) {
	g := onPlay(t, byNotice)
	night := g.address(t, "/en/decisions/{night}")
	g.answers(t, "public", night, http.StatusOK, []string{
		"Entry into force", "From the day on which 2 members have given notice, and for each later one from its own notice, not for Tajikistan.",
	}, nil)
	g.answers(t, "public", "/ru"+night[3:], http.StatusOK, []string{"Вступление в силу", "числом 2", "кроме: Таджикистан."}, nil)
	g.answers(t, "public", g.address(t, "/en/decisions/{fair}"), http.StatusOK, []string{
		"When this happens: the fair, 30 days after, for Armenia only; applied provisionally together with On the night.",
	}, nil)
}
