package pages

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/web/picture"
	"chancery.example/chancery/internal/web/static"
	"chancery.example/chancery/internal/words"
)

// gallery is where TestTheGallery writes its pages and their files, to be looked
// at: go test ./internal/web/pages -run Gallery -gallery DIR.
var gallery = flag.String("gallery", "", "folder to write every part of the pages into")

// specimen holds the tongue and theme that the parts are shown in.
type specimen struct {
	t   *locale.Tongue
	set *static.Set
}

func (s specimen) say(ru, en string) string {
	return map[words.Lang]string{"ru": ru, "en": en}[s.t.Lang()]
}

func (s specimen) frame(title string) Frame {
	l := string(s.t.Lang())
	sections := []Link{}
	for i, k := range []string{"sessions", "decisions", "acts", "members", "bodies", "register", "verify"} {
		sections = append(sections, Link{Text: s.t.Say("nav." + k), URL: "/" + l + "/" + k, Here: i == 0})
	}
	return Frame{
		T: s.t, Title: title, Description: title, Home: "/" + l + "/", Style: s.set.Style(), Icon: s.set.Icon(), Sections: sections,
		Org:    s.say("Совет коллективной безопасности ОДКБ", "CSTO Collective Security Council"),
		Langs:  []Alternate{{"ru", "Русский", "/ru/session", "", l == "ru"}, {"en", "English", "/en/session", "", l == "en"}},
		Crumbs: []Link{{Text: s.t.Say("site.home"), URL: "/"}, {Text: s.t.Say("nav.sessions"), URL: "/sessions"}},
		AsOf:   s.t.Say("site.asof", "n", s.t.Number(1412)),
		Foot:   []Link{{Text: s.t.Say("site.register"), URL: "/r"}, {Text: s.t.Say("site.verify"), URL: "/v"}, {Text: s.t.Say("site.data"), URL: "/d"}, {Text: s.t.Say("site.map"), URL: "/m"}},
		Viewer: &Viewer{Capacity: s.say("делегат Казахстана", "delegate of Kazakhstan"), SignOut: "/out", Own: "/me", Mandate: Link{Text: "M-12"}, More: true},
	}
}

func (s specimen) entries(n int) []EntryLink {
	var es []EntryLink
	for i := range n {
		es = append(es, EntryLink{N: s.t.Number(int64(1120 + i)), URL: "/e", Proof: "/e.proof.json", When: "28.11.2019, 09:41 (UTC)", Late: i == 1})
	}
	return es
}

// margin is what stands beside every thing's page.
func (s specimen) margin(parts ...Link) templ.Component {
	return Cells(
		Contents(s.t, parts),
		Entries(s.t, s.entries(9), "/verify"),
		Cite(s.t, Citation{s.say("Совет коллективной безопасности ОДКБ. Сессия, Бишкек, 28 ноября 2019 года. Запись 1120 реестра.", "CSTO Collective Security Council. Session, Bishkek, 28 November 2019. Register entry 1120."), "https://council.example/ru/sessions/8f2c0d61"}),
	)
}

var codes = []string{"AM", "BY", "KZ", "KG", "RU", "TJ"}

func (s specimen) timeline() picture.Drawing {
	narrow := picture.Phase{Label: s.t.Say("timeline.narrow"), Note: "12:30", Closed: true}
	for i, c := range []string{"KG", "KZ", "BY", "RU", "TJ", "AM"} {
		narrow.Bars = append(narrow.Bars, picture.Bar{Label: c, Size: []int{0, 820, 0, 610, 0, 0}[i]})
	}
	wide := picture.Phase{Label: s.t.Say("timeline.plenary"), Note: s.t.Say("date.unknown")}
	for i := range 14 {
		wide.Ticks = append(wide.Ticks, picture.Tick{Label: strconv.Itoa(i + 1)})
	}
	return picture.Timeline{
		About:  picture.About{ID: "tl", Title: s.say("Шесть выступлений, четырнадцать решений, подписание и передача председательства", "Six statements, fourteen decisions, signing and handover"), Desc: "…"},
		Phases: []picture.Phase{narrow, wide, {Label: s.t.Say("timeline.signing"), Moment: true, Note: s.say("17 документов", "17 documents")}, {Label: s.t.Say("timeline.handover"), Moment: true, Note: s.say("Кыргызстан → Россия", "Kyrgyzstan to Russia")}},
	}.Draw()
}

func (s specimen) names() []string {
	return []string{s.say("Армения", "Armenia"), s.say("Беларусь", "Belarus"), s.say("Казахстан", "Kazakhstan"), s.say("Кыргызстан", "Kyrgyzstan"), s.say("Россия", "Russia"), s.say("Таджикистан", "Tajikistan")}
}

func (s specimen) decisions() []Thing {
	return []Thing{
		{N: "1", Name: Link{Text: s.say("О Плане мероприятий по празднованию 75-летия Победы", "On the plan of events for the 75th anniversary of Victory"), URL: "/1"}, About: []Cell{Text(s.say("утверждает план", "approves a plan"))}, Status: &Status{s.say("принято", "adopted"), Good}},
		{N: "3", Name: Link{Text: "О внесении изменений в Положение о Совете коллективной безопасности Организации Договора о коллективной безопасности", URL: "/3", Lang: "ru"}, About: []Cell{Text(s.say("изменяет акт 2003 года", "amends an act of 2003"))}, Status: &Status{s.say("принято", "adopted"), Good}},
		{N: "·", Name: Link{Text: s.say("Документ указан, но не назван", "Listed, not named")}, Status: &Status{s.say("не назван", "not named"), Plain}},
	}
}

func (s specimen) session() templ.Component {
	t := s.t
	return Sheet2(s.margin(Link{Text: s.say("Ход сессии", "Course"), URL: "#course"}, Link{Text: s.say("Документы", "Documents"), URL: "#documents"}, Link{Text: s.say("Расхождения", "Sources differ"), URL: "#differ"}),
		Head(Heading{Kicker: s.say("Очередная сессия", "Ordinary session"), Tags: []Status{{s.say("завершена", "closed"), Plain}}, Title: s.say("Сессия Совета коллективной безопасности в Бишкеке", "Session of the Collective Security Council in Bishkek"), Lead: s.say("Шесть государств приняли четырнадцать решений и Заявление; председательство перешло от Кыргызстана к России.", "Six states adopted fourteen decisions and a Statement; the presidency passed from Kyrgyzstan to Russia.")}),
		Summary([]Row{
			{Key: s.say("Когда", "When"), Values: []Cell{Cells(Time(s.say("28 ноября 2019 года", "28 November 2019"), "2019-11-28"), Marked(t, Reported))}},
			Line(s.say("Где", "Where"), s.say("Бишкек, Кыргызская Республика", "Bishkek, Kyrgyz Republic")),
			{Key: s.say("Председательство", "Presidency"), Values: []Cell{Text(s.say("Кыргызстан, затем Россия", "Kyrgyzstan, then Russia"))}},
			{Key: s.say("Документы", "Documents"), Values: []Cell{Text(s.say("Заявление и 14 решений", "a Statement and 14 decisions")), Cells(Text(s.say("ещё два не названы", "two more are not named")), Marked(t, Derived))}},
		}),
		section("course", t.Say("timeline.title"), Picture(t, s.timeline(), t.Say("timeline.untimed"), nil), Course([]Step{
			{Title: t.Say("timeline.narrow"), When: Text("12:30"), Closed: true, Body: Text(s.say("Запись этого заседания для его участников.", "The record of this sitting is for its participants."))},
			{Title: t.Say("timeline.plenary"), When: Text(t.Say("date.unknown")), Body: Things(s.decisions()[:1], false)},
			{Title: t.Say("timeline.signing"), Moment: true},
			{Title: t.Say("timeline.handover"), Moment: true, When: Text(s.say("Кыргызстан → Россия", "Kyrgyzstan to Russia"))},
		})),
		section("documents", s.say("Решения", "Decisions"), Things(s.decisions(), true)),
		section("words", s.say("Выступление", "Statement"), Quotation(t, Quote{Text: "Здесь стоит образец: слова составлены для примера и показывают, как выглядит цитата с казахскими буквами Ә Ғ Қ Ң Ө Ұ Ү Һ І.", Lang: "ru", By: s.say("Глава делегации Казахстана", "Head of the delegation of Kazakhstan"), Marks: []Evidence{Specimen}})),
		section("differ", t.Say("differ.title"), Differ(t, Difference{ID: "d1", What: s.say("Сколько документов подписано", "Number of documents signed"), Reading: s.say("15 — это Заявление и 14 решений", "15 is the Statement and 14 decisions"), Mark: Derived, Values: []Claim{{"akorda.kz", "17", "", "https://akorda.kz/", nil}, {s.say("Пресс-служба президента Кыргызстана", "Press service of the president of Kyrgyzstan"), "15", "", "https://lite.mir24.tv/news/16387803/", nil}}}),
			Differ(t, Difference{ID: "d2", What: s.say("Название Заявления", "Title of the Statement"), Values: []Claim{{"akorda.kz", "о совершенствовании международного взаимодействия и сотрудничества в целях укрепления глобальной и региональной безопасности", "ru", "", nil}, {"24.kg", "о совершенствовании взаимодействия и сотрудничества для укрепления международной и региональной безопасности", "ru", "https://24.kg/", nil}}})),
		section("gallery", s.say("Снимки", "Gallery"), Gallery(t, s.photos())),
		Legend(t, []Evidence{Reported, Derived, Recalled, Specimen}),
	)
}

func (s specimen) photos() []Photo {
	var ps []Photo
	for i := range 5 {
		title := s.t.Say("gallery.placeholder.n", "n", strconv.Itoa(i+1), "of", "10")
		ps = append(ps, Photo{picture.Placeholder{About: picture.About{ID: "p" + strconv.Itoa(i), Title: title}, N: i, People: []int{7, 0, 2, 9, 4}[i], Words: strconv.Itoa(i+1) + " / 10"}.Draw(), Text(s.say("Главы делегаций перед заседанием", "Heads of delegation before the sitting")), "akorda.kz", &Link{Text: s.t.Say("gallery.source"), URL: "https://akorda.kz/"}})
	}
	return ps
}

// section is a part of a page with its heading.
func section(id, title string, parts ...Cell) templ.Component {
	return Section(id, title, Cells(parts...))
}

// Sheet2 lays parts out on a sheet.
func Sheet2(margin templ.Component, parts ...Cell) templ.Component {
	return Around(Sheet(margin), Cells(parts...))
}

func (s specimen) pictures() templ.Component {
	t := s.t
	var terms []picture.Term
	for i, k := range []int{2, 3, 4, 5, 0, 1, 2, 3, 4} {
		terms = append(terms, picture.Term{When: strconv.Itoa(2018 + i), Who: s.names()[k], Now: i == 1, Later: i == 8})
	}
	var tiles []picture.Tile
	for i, n := range s.names() {
		tiles = append(tiles, picture.Tile{Code: codes[i], Name: n, Note: s.say("с 2003", "from 2003")})
	}
	links := []picture.Link{{Label: s.say("кворум", "quorum"), Have: "6 / 6", Word: t.Say("rule.met"), Met: true}, {Label: s.say("возражений нет", "no objections"), Have: "0", Word: t.Say("rule.met"), Met: true}}
	bad := append(links[:1:1], picture.Link{Label: s.say("возражений нет", "no objections"), Have: "1: AM", Word: t.Say("rule.unmet")})
	table := Tabled(t, Table{Caption: s.say("Шкала взносов", "Scale of contributions"), Head: []Column{{Name: s.say("Государство", "State")}, {Name: s.say("Доля", "Share"), Number: true}, {Name: s.say("Сумма, тыс.", "Amount, thousand"), Number: true}}, Rows: [][]Cell{{Text(s.names()[0]), Text(t.Percent("10")), Text(t.Decimal("21340.5"))}, {Text(s.names()[4]), Text(t.Percent("50")), Text(t.Decimal("106702.5"))}}, Foot: []Cell{Text(s.say("Всего", "Total")), Text(t.Percent("100")), Text(t.Decimal("213405"))}})
	return Sheet2(s.margin(Link{Text: s.t.Say("rule.title"), URL: "#rule"}),
		Head(Heading{Title: s.say("Рисунки и таблицы", "Pictures and tables")}),
		section("strip", t.Say("presidency.title"), Picture(t, picture.Strip{About: picture.About{ID: "st", Title: s.say("Председательство идёт по алфавиту", "The presidency follows the alphabet")}, Terms: terms}.Draw(), s.say("Порядок русского алфавита", "The order of the Russian alphabet"), table)),
		section("rule", t.Say("rule.title"), Picture(t, picture.Chain{About: picture.About{ID: "ch", Title: "…"}, Links: links, Outcome: s.say("принято консенсусом", "adopted by consensus"), Carried: true}.Draw(), "", nil), Picture(t, picture.Chain{About: picture.About{ID: "ch2", Title: "…"}, Links: bad, Outcome: s.say("не принято", "not adopted")}.Draw(), "", nil), Around(Inset(), Text(s.say("Решения по всем вопросам, кроме процедурных, принимаются консенсусом.", "Decisions on all matters other than procedure are by consensus.")))),
		section("tiles", t.Say("members.title"), Picture(t, picture.Tiles{About: picture.About{ID: "ti", Title: "…"}, Rows: []picture.TileRow{{Label: s.say("Члены", "Members"), Form: picture.Solid, Tiles: tiles}, {Label: s.say("Наблюдатели", "Observers"), Form: picture.Ringed, Tiles: tiles[:2]}, {Label: s.say("Партнёры", "Partners"), Form: picture.Dotted, Tiles: tiles[2:3]}, {Label: s.say("Членство приостановлено", "Membership suspended"), Form: picture.Struck, Tiles: []picture.Tile{{Code: "UZ", Name: s.say("Узбекистан", "Uzbekistan"), Note: "2006–2012"}}}}}.Draw(), "", nil)),
		section("bars", t.Say("bars.title"), Picture(t, picture.Bars{About: picture.About{ID: "ba", Title: "…"}, Rows: []picture.Amount{{Label: s.names()[0], Figure: t.Percent("10"), Size: 10}, {Label: s.names()[4], Figure: t.Percent("50"), Size: 50, Of: 60}, {Label: s.say("Очень длинное название строки бюджета", "A very long name of a line of the budget"), Figure: t.Percent("5.8"), Size: 6}}}.Draw(), "", nil), table),
		section("more", s.say("Прочее", "Other"), Empty(s.say("Мер пока нет.", "There are no measures yet."), &Link{Text: s.say("Все решения", "All decisions"), URL: "/"}), Paged(t, Pager{"/1", "/3", t.Say("pager.range", "a", "51", "b", "100", "n", "412")}), Ruled(Verdict{s.say("Этот документ стоит в реестре с 28 ноября 2019 года, запись 1 120.", "This document stands in the register since 28 November 2019, entry 1 120."), Good}), Ruled(Verdict{s.say("В реестре такого документа нет.", "The register holds no such document."), Bad}), Faults(s.say("Проверьте форму", "Check the form"), []Fault{{"proof", s.say("Вставьте доказательство", "Paste a proof")}}), Fielded(Field{ID: "proof", Label: s.say("Доказательство", "Proof"), Hint: s.say("Содержимое файла .proof.json", "What the .proof.json file holds"), Fault: s.say("Пусто", "Empty"), Input: Area("proof", 4)})),
	)
}

func (s specimen) trouble() templ.Component {
	t := s.t
	return Troubled(t, Trouble{Title: t.Say("error.404.title"), What: t.Say("error.404.what"), Safe: t.Say("error.404.safe"), Next: t.Say("error.404.next"), Home: Link{Text: t.Say("site.home"), URL: "/"}, Reference: "3f9a-0c"})
}

func TestTheGallery(t *testing.T) {
	book, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	set, err := static.Build(static.Theme{Accent: "#1f3f6e", Name: words.Text{"ru": "Совет коллективной безопасности ОДКБ", "en": "CSTO Collective Security Council"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range book.Langs() {
		tongue, _ := book.In(l)
		s := specimen{tongue, set}
		for name, c := range map[string]templ.Component{"session": s.session(), "pictures": s.pictures(), "trouble": s.trouble()} {
			var b bytes.Buffer
			if err := Around(Page(s.frame(name)), c).Render(context.Background(), &b); err != nil {
				t.Fatal(err)
			}
			check(t, string(l)+"/"+name, b.String())
			write(t, string(l)+"/"+name+".html", b.Bytes())
		}
	}
	write(t, set.Icon(), mustFile(t, set, set.Icon()))
	write(t, set.Style(), mustFile(t, set, set.Style()))
	for _, m := range regexp.MustCompile(`url\("(/static/[^"]+)"\)`).FindAllSubmatch(mustFile(t, set, set.Style()), -1) {
		write(t, string(m[1]), mustFile(t, set, string(m[1])))
	}
}

var ids = regexp.MustCompile(` id="([^"]*)"`)

// check holds a page to the rules that need no browser.
func check(t *testing.T, name, page string) {
	t.Helper()
	for _, never := range []string{"⟦", "<script", " style=", " onclick", "javascript:"} {
		if strings.Contains(page, never) {
			t.Errorf("%s holds %q", name, never)
		}
	}
	seen := map[string]bool{}
	for _, m := range ids.FindAllStringSubmatch(page, -1) {
		if seen[m[1]] {
			t.Errorf("%s: id %q twice", name, m[1])
		}
		seen[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !seen[m[1]] {
			t.Errorf("%s: a link to #%s, which is not there", name, m[1])
		}
	}
}

func mustFile(t *testing.T, set *static.Set, path string) []byte {
	t.Helper()
	f, ok := set.File(path)
	if !ok {
		t.Fatalf("%s is not served", path)
	}
	return f.Bytes
}

// write puts a page where it can be looked at, if somewhere is named.
func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if *gallery == "" {
		return
	}
	file := filepath.Join(*gallery, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o644); err != nil {
		t.Fatal(err)
	}
}
