package charter

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Preparation is how sessions are prepared: what has to be there how long before,
// and what a session of a kind usually takes.
type Preparation struct {
	Notices   []Notice   `json:"notices,omitempty"`
	Templates []Template `json:"templates,omitempty"`
	Order     Order      `json:"order,omitzero"` // of delegations in lists
}

// A Notice is a rule of how long before a session something has to be sent out.
type Notice struct {
	ID       string     `json:"id"`
	Name     words.Text `json:"name"`           // the rule in words, with its clause
	Of       string     `json:"of"`             // agenda, item or paper
	Body     string     `json:"body,omitempty"` // in whose sessions; none: in those of all
	Days     int        `json:"days"`           // before the day of the session
	Late     words.Text `json:"late,omitempty"` // what follows when it is later: "only if no member objects"
	Evidence Evidence   `json:"evidence,omitzero"`
}

// A Template is what a session of a kind usually takes.
type Template struct {
	ID       string          `json:"id"`
	Name     words.Text      `json:"name"`
	Body     string          `json:"body,omitempty"` // whose sessions; none: of any
	Items    []TemplateItem  `json:"items,omitempty"`
	Papers   []TemplatePaper `json:"papers,omitempty"`
	Evidence Evidence        `json:"evidence,omitzero"`
}

// A TemplateItem is an item of an agenda that a session usually has.
type TemplateItem struct {
	ID       string     `json:"id"`
	Title    words.Text `json:"title"`
	Under    string     `json:"under,omitempty"`  // id of the item that it is a part of, which stands before it
	Format   string     `json:"format,omitempty"` // narrow or plenary
	Consent  bool       `json:"consent,omitempty"`
	Audience string     `json:"audience,omitempty"` // members, secretariat or public; none: members
}

// A TemplatePaper is a document that a session usually has.
type TemplatePaper struct {
	ID     string     `json:"id"`
	Title  words.Text `json:"title"`
	Item   string     `json:"item,omitempty"`   // id of the item under which it is taken
	Nature string     `json:"nature,omitempty"` // of the decision that it is the draft of; none: it is no draft
	Matter string     `json:"matter,omitempty"` // of that decision, for the rules
	By     string     `json:"by,omitempty"`     // who prepares it: secretariat, presidency, host, member:ID, body:ID, office:ID
	To     string     `json:"to,omitempty"`     // whom it is circulated to: members or public; none: members
	Days   int        `json:"days,omitempty"`   // before the day of the session
	Notice string     `json:"notice,omitempty"` // id of the rule that it falls under; none: that of papers
	Spoken bool       `json:"spoken,omitempty"` // what somebody is going to say
}

// An Order says in what order delegations stand in lists.
type Order struct {
	By       string     `json:"by,omitempty"`       // alphabet; rotation; or presiding, which begins the alphabet with the member that presides. None: alphabet
	Language words.Lang `json:"language,omitempty"` // of the alphabet; none: that of the charter
	Name     words.Text `json:"name,omitempty"`     // the rule in words, with its clause
}

// NoticeOf returns the rule of notice for agendas, items or papers in the sessions
// of a body: that of the body, or else the one that names none.
func (c *Charter) NoticeOf(of, body string) (n Notice, ok bool) {
	for _, x := range c.Preparation.Notices {
		if x.Of == of && (x.Body == body || x.Body == "" && !ok) {
			n, ok = x, true
		}
	}
	return n, ok
}

// Notice returns a rule of notice by id.
func (c *Charter) Notice(id string) (Notice, bool) {
	for _, n := range c.Preparation.Notices {
		if n.ID == id {
			return n, true
		}
	}
	return Notice{}, false
}

// TemplatesFor returns the templates for sessions of a body.
func (c *Charter) TemplatesFor(body string) (all []Template) {
	for _, t := range c.Preparation.Templates {
		if t.Body == "" || t.Body == body {
			all = append(all, t)
		}
	}
	return all
}

// Item returns an item of a template by id.
func (t *Template) Item(id string) (TemplateItem, bool) {
	for _, x := range t.Items {
		if x.ID == id {
			return x, true
		}
	}
	return TemplateItem{}, false
}

// Listed returns all members, whatever their status, in the order in which their
// delegations stand in lists on a day, while one presides.
func (c *Charter) Listed(day calendar.Day, presides procedure.Member) []procedure.Member {
	o := c.Preparation.Order
	ids := c.precedence(day)
	if o.Language != "" {
		ids = c.byName(day, o.Language)
	}
	if o.By == "rotation" && len(c.Rotation.Order) > 0 {
		at := func(m procedure.Member) int {
			if i := slices.Index(c.Rotation.Order, m); i >= 0 {
				return i
			}
			return len(c.Rotation.Order)
		}
		slices.SortStableFunc(ids, func(a, b procedure.Member) int { return at(a) - at(b) })
	}
	if at := slices.Index(ids, presides); at > 0 && (o.By == "rotation" || o.By == "presiding") {
		ids = append(slices.Clone(ids[at:]), ids[:at]...)
	}
	return ids
}

// byName returns all members by their names of a day in a language.
func (c *Charter) byName(day calendar.Day, lang words.Lang) []procedure.Member {
	order := collate.New(language.Make(string(lang)))
	var ids []procedure.Member
	keys := map[procedure.Member]string{}
	for i := range c.Members {
		m := &c.Members[i]
		keys[m.ID], _ = m.NameOn(day).Name.In(lang, c.Languages...)
		ids = append(ids, m.ID)
	}
	slices.SortStableFunc(ids, func(a, b procedure.Member) int {
		if d := order.CompareString(keys[a], keys[b]); d != 0 {
			return d
		}
		return strings.Compare(string(a), string(b))
	})
	return ids
}

// maxDays is the longest that anything has to be there before a session.
const maxDays = 1000

// Who and what a row of a template names.
var (
	noticeKinds   = [...]string{"agenda", "item", "paper"}
	formats       = [...]string{"", "narrow", "plenary"}
	itemAudiences = [...]string{"", "members", "secretariat", "public"}
	paperReaders  = [...]string{"", "members", "public"}
	orders        = [...]string{"", "alphabet", "rotation", "presiding"}
)

func (k *checker) preparation() {
	p := k.c.Preparation
	var ids []string
	for i, n := range p.Notices {
		path := fmt.Sprintf("preparation.notices[%d]", i)
		ids = append(ids, n.ID)
		k.named(path+".name", n.Name)
		k.refers(path+".of", "what a notice is of", n.Of, noticeKinds[:])
		if n.Body != "" {
			k.refers(path+".body", "a body", n.Body, k.bodies)
		}
		k.days(path+".days", n.Days)
	}
	k.ids("preparation.notices", ids)
	var templates []string
	for i := range p.Templates {
		templates = append(templates, p.Templates[i].ID)
		k.template(fmt.Sprintf("preparation.templates[%d]", i), &p.Templates[i], ids)
	}
	k.ids("preparation.templates", templates)
	k.refers("preparation.order.by", "an order", p.Order.By, orders[:])
	if l := p.Order.Language; l != "" && !l.Valid() {
		k.fault("preparation.order.language", fmt.Sprintf("%q", l), "a code like ru")
	}
}

func (k *checker) days(path string, n int) {
	if n < 0 || n > maxDays {
		k.fault(path, fmt.Sprint(n), fmt.Sprintf("0 to %d days", maxDays))
	}
}

func (k *checker) template(path string, t *Template, notices []string) {
	k.named(path+".name", t.Name)
	if t.Body != "" {
		k.refers(path+".body", "a body", t.Body, k.bodies)
	}
	var items, papers, above []string
	for i, x := range t.Items {
		at := fmt.Sprintf("%s.items[%d]", path, i)
		items = append(items, x.ID)
		k.named(at+".title", x.Title)
		k.refers(at+".format", "a format", x.Format, formats[:])
		k.refers(at+".audience", "a kind of audience", x.Audience, itemAudiences[:])
		if x.Under != "" {
			k.refers(at+".under", "an item before it that is a part of none", x.Under, above)
		} else {
			above = append(above, x.ID)
		}
	}
	k.ids(path+".items", items)
	for i, x := range t.Papers {
		at := fmt.Sprintf("%s.papers[%d]", path, i)
		papers = append(papers, x.ID)
		k.named(at+".title", x.Title)
		if x.Item != "" {
			k.refers(at+".item", "an item of the template", x.Item, items)
		}
		if x.Notice != "" {
			k.refers(at+".notice", "a notice", x.Notice, notices)
		}
		if x.Nature == "" && x.Matter != "" {
			k.fault(at+".matter", fmt.Sprintf("%q", x.Matter), "a nature beside it, as only drafts have")
		}
		k.refers(at+".to", "a kind of audience", x.To, paperReaders[:])
		k.days(at+".days", x.Days)
		k.preparer(at+".by", x.By)
	}
	k.ids(path+".papers", papers)
}

// preparer checks who prepares a paper.
func (k *checker) preparer(path, by string) {
	kind, id, named := strings.Cut(by, ":")
	switch {
	case named && kind == "member":
		k.refers(path, "a member", id, k.members)
	case named && kind == "body":
		k.refers(path, "a body", id, k.bodies)
	case named && kind == "office":
		if _, ok := k.c.Office(id); !ok {
			k.fault(path, fmt.Sprintf("%q", by), "an office of the charter")
		}
	default:
		k.refers(path, "who prepares a paper", by, []string{"", "secretariat", "presidency", "host"})
	}
}
