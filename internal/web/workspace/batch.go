package workspace

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/preparation"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/reading/prepare"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A batch is commands that are checked on one page and given one after another.
type batch struct {
	Name   string // in the address: "template"
	Orders []preparation.Order
	Fields [][2]string    // that go along with its form, beside the usual ones
	Seen   register.Place // the last entry that its first page was made from; 0: what was checked is compared instead
}

// batches has what makes each batch from a session and what a link or form gives.
func batches(name string) func(*look) []preparation.Order {
	switch name {
	case "template":
		return fromTemplate
	case "circulate":
		return circulate
	case "issue":
		return issue
	case "undo":
		return undo
	}
	return nil
}

// start is for whom something is recorded first that is for an audience in the end:
// for the secretariat, where that may open it later.
func (k *look) start(to string) string {
	a := access.Audience(cmp.Or(to, string(access.Members)))
	if a == access.OfSecretariat || k.V.Audience == access.OfSecretariat || k.Room.Opens(k.S.Body, a) {
		return string(access.OfSecretariat)
	}
	return string(a)
}

func fromTemplate(k *look) []preparation.Order {
	if k.Tpl == nil {
		return nil
	}
	return preparation.FromTemplate(k.Tpl, k.S, k.start)
}

// opening is the command that opens a thing to an audience; ok says that it is needed.
func opening(id council.ID, title words.Text, from, to access.Audience) (o preparation.Order, ok bool) {
	if id == "" || access.Reaches(from, to) {
		return o, false
	}
	return preparation.Order{Command: "release", Title: title, Fields: map[string]any{"thing": string(id), "to": string(to)}}, true
}

// openItem are the commands that open an item, and before it the one that it is a part
// of.
func (k *look) openItem(id council.ID, to access.Audience, opened map[council.ID]bool) (all []preparation.Order) {
	i := slices.IndexFunc(k.V.Items, func(x prepare.Item) bool { return x.ID == id })
	if i < 0 || opened[id] {
		return nil
	}
	x := k.V.Items[i]
	if x.Facts.Under != "" {
		all = k.openItem(x.Facts.Under, to, opened)
	}
	if o, ok := opening(x.ID, x.Title, x.Audience, to); ok {
		opened[id] = true
		all = append(all, o)
	}
	return all
}

// circulate opens to those it is for one paper, or each that has a text.
func circulate(k *look) (all []preparation.Order) {
	opened := map[council.ID]bool{}
	for _, p := range k.V.Papers {
		if id := k.first("paper"); p.Sent > 0 || p.Written == 0 || id != "" && id != string(p.ID) {
			continue
		}
		to := cmp.Or(p.Facts.To, access.Members)
		all = append(all, k.openItem(p.Facts.Item, to, opened)...)
		if p.Decision != nil {
			if o, ok := opening(p.Decision.ID, p.Title, p.Draft, to); ok {
				all = append(all, o)
			}
		}
		if o, ok := opening(p.ID, p.Title, p.Audience, to); ok {
			all = append(all, o)
		}
	}
	return all
}

// issue opens the items to the members and sends out the agenda as it stands.
func issue(k *look) (all []preparation.Order) {
	if len(k.V.Items) == 0 {
		return nil
	}
	opened := map[council.ID]bool{}
	var lines []map[string]any
	for _, x := range k.V.Items {
		all = append(all, k.openItem(x.ID, access.Members, opened)...)
		l := map[string]any{"item": string(x.ID), "number": x.Number, "title": x.Facts.Title}
		if x.Facts.Format != "" {
			l["format"] = x.Facts.Format
		}
		if x.Facts.Consent {
			l["consent"] = true
		}
		lines = append(lines, l)
	}
	version := 1
	if n := len(k.V.Versions); n > 0 {
		version = k.V.Versions[n-1].Facts.Version + 1
	}
	fields := map[string]any{"session": string(k.V.ID), "version": version, "lines": lines, "audience": string(access.Members)}
	return append(all, preparation.Order{Command: "issue-agenda", Title: k.V.Facts.Title, Fields: fields})
}

// undo takes back what came from a template and is still for the secretariat alone:
// papers and items are withdrawn, the cases of drafts are closed.
func undo(k *look) (all []preparation.Order) {
	why := words.Text{k.Lang(): k.Say("prep.undo.reason")}
	drafts := map[council.ID]bool{}
	for _, p := range slices.Backward(k.V.Papers) {
		if p.Facts.Kind == "" || p.Audience != access.OfSecretariat || p.Written > 0 {
			continue
		}
		all = append(all, preparation.Order{Command: "withdraw", Title: p.Title, Fields: map[string]any{"thing": string(p.ID), "reason": why}})
		if p.Decision != nil && p.Draft == access.OfSecretariat && p.Outcome == procedure.Open {
			drafts[p.Decision.ID] = true
			fields := map[string]any{"decision": string(p.Decision.ID), "outcome": "withdrawn", "why": why}
			all = append(all, preparation.Order{Command: "close-case", Title: p.Title, Fields: fields})
		}
	}
	stays := map[council.ID]bool{}
	for _, p := range k.V.Papers {
		if p.Written > 0 || p.Audience != access.OfSecretariat {
			stays[p.Facts.Item] = true
		}
	}
	for _, x := range slices.Backward(k.V.Items) {
		open := slices.ContainsFunc(x.Decided, func(d ref) bool { return !drafts[d.ID] && k.openDraft(d.ID) })
		if x.Facts.Kind == "" || x.Audience != access.OfSecretariat || stays[x.ID] || open {
			stays[x.Facts.Under] = true
			continue
		}
		all = append(all, preparation.Order{Command: "withdraw", Title: x.Title, Fields: map[string]any{"thing": string(x.ID), "reason": why}})
	}
	return all
}

// openDraft reports whether the case of a draft is open.
func (k *look) openDraft(id council.ID) bool {
	d, err := k.Room.Decision(id)
	return err == nil && d.Case.Outcome == procedure.Open
}

// command is one command of a batch, with the ids of what those before it made.
func command(o preparation.Order, ids map[string]council.ID) (council.Command, error) {
	fields := map[string]any{}
	for name, v := range o.Fields {
		if s, ok := v.(string); ok && strings.HasPrefix(s, "$") {
			v = string(ids[s[1:]])
		}
		fields[name] = v
	}
	b, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	return council.ParseCommand(o.Command, b)
}

// since gives the order of an agenda the place that its form was made from: it is the
// one batch that is not made of what there is.
func (b batch) since(x pages.Deed) batch {
	if b.Name == "order" {
		b.Seen = seen(x.Posted, 0)
	}
	return b
}

// digest tells one batch from another.
func (b batch) digest() string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, o := range b.Orders {
		_ = enc.Encode([]any{o.Command, o.Fields}) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// foresee tries a batch.
func (k *look) foresee(x pages.Deed, b batch) (all []prepare.Foreseen, n int, err error) {
	ids := map[string]council.ID{}
	now := k.S.Today.Start()
	o := council.Order{By: x.By, Mandate: x.Mandate, Given: now, Seen: b.Seen}
	return k.Room.Foresee(o, len(b.Orders), func(i int, made []council.ID) (council.Order, error) {
		if i > 0 && b.Orders[i-1].As != "" {
			ids[b.Orders[i-1].As] = made[i-1]
		}
		c, err := command(b.Orders[i], ids)
		return council.Order{Command: c}, err
	})
}

// A checked is a batch as it is shown before it is given.
type checked struct {
	*look
	batch
	Foreseen []prepare.Foreseen
	Key      string
	Changed  bool // it is another than the one that was confirmed
	Refused  *council.Refusal
	At       int // which command was refused, from 0
	Reasons  []string
	Given    int // how many were carried out before one was refused
}

// key is that of a form, or a fresh one.
func key(x pages.Deed) string {
	if all := x.Posted["_key"]; len(all) > 0 && words.ValidID(all[0]) {
		return all[0]
	}
	return strings.ToLower(rand.Text())
}

// checkPage is the page of a batch before it is given.
func (d *Desk) checkPage(x pages.Deed, c checked) (pages.DeedPage, error) {
	var err error
	if c.Refused == nil && len(c.Orders) > 0 {
		c.Foreseen, c.At, err = c.foresee(x, c.batch)
		if refused, ok := errors.AsType[*council.Refusal](err); ok {
			c.Refused, err = refused, nil
		}
	}
	if c.Refused != nil {
		c.Reasons = x.Reasons(c.Refused)
	}
	return pages.DeedPage{Title: c.Say("prep.batch." + c.Name), Crumbs: c.inner(), Body: checkPage(c), Refused: c.Refused}, err
}

// check shows a batch, or gives it when it is confirmed and still the same.
func (d *Desk) check(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("batch")
	make := batches(name)
	d.give(w, r, func(k *look) batch {
		if make == nil {
			return batch{}
		}
		return batch{Name: name, Orders: make(k)}
	})
}

// give shows the batch that make makes, or gives its commands.
func (d *Desk) give(w http.ResponseWriter, r *http.Request, make func(*look) batch) {
	var c checked
	confirmed := false
	show := func(x pages.Deed) (pages.DeedPage, error) {
		k, err := d.worker(x, r)
		if err != nil {
			return pages.DeedPage{}, err
		}
		fresh := checked{look: k, batch: make(k).since(x), Key: key(x), Refused: c.Refused, At: c.At, Given: c.Given, Changed: c.Changed}
		if fresh.Name == "" {
			return pages.DeedPage{}, absent()
		}
		if c.Given > 0 || c.Refused != nil || c.Changed {
			fresh.Key = strings.ToLower(rand.Text()) // what is left is another order
		}
		return d.checkPage(x, fresh)
	}
	if err := r.ParseForm(); err != nil {
		d.Site.Deed(w, r, failing(err, nil))
		return
	}
	err := d.Site.Enter(r, func(x pages.Deed) error {
		k, err := d.worker(x, r)
		if err != nil {
			return err
		}
		c = checked{look: k, batch: make(k).since(x), Key: key(x)}
		confirmed = first(x.Posted, "step") == "confirm" && c.Name != ""
		c.Changed = confirmed && first(x.Posted, "_digest") != c.digest()
		return nil
	})
	if err != nil || !confirmed || c.Changed {
		d.Site.Deed(w, r, failing(err, show))
		return
	}
	from, to, err := d.carryOut(r, &c)
	if err == nil {
		to := c.at("prepare", "done") + query("from", num(int64(from)), "to", num(int64(to)), "what", c.Name)
		http.Redirect(w, r, to, http.StatusSeeOther)
		return
	}
	d.Site.Deed(w, r, failing(err, show))
}

// failing answers with an error, or else as f does.
func failing(err error, f func(pages.Deed) (pages.DeedPage, error)) func(pages.Deed) (pages.DeedPage, error) {
	if _, refused := errors.AsType[*council.Refusal](err); err == nil || refused && f != nil {
		return f
	}
	return func(pages.Deed) (pages.DeedPage, error) { return pages.DeedPage{}, err }
}

// carryOut gives the commands of a batch one after another, and stops at the first that
// is refused. The same form sent again gives none of them twice.
func (d *Desk) carryOut(r *http.Request, c *checked) (from, to register.Place, err error) {
	ids := map[string]council.ID{}
	for i, o := range c.Orders {
		cmd, err := command(o, ids)
		if err != nil {
			return from, to, err
		}
		receipt, err := d.Do(r, secretariat.Order{Key: "batch:" + c.Key + ":" + strconv.Itoa(i), Seen: c.Seen, Command: cmd})
		if refused, ok := errors.AsType[*council.Refusal](err); ok {
			c.Refused, c.At, c.Given = refused, i, i
			return from, to, err
		}
		if err != nil {
			return from, to, err
		}
		if o.As != "" && len(receipt.IDs) > 0 {
			ids[o.As] = receipt.IDs[0]
		}
		if i == 0 {
			from = receipt.From
		}
		to = receipt.To
	}
	return from, to, nil
}

// first is the first value of a form under a name.
func first(posted map[string][]string, name string) string {
	if all := posted[name]; len(all) > 0 {
		return all[0]
	}
	return ""
}

// query is what a link gives, in pairs; what is empty is left out.
func query(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func num(n int64) string { return strconv.FormatInt(n, 10) }
