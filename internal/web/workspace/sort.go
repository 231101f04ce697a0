package workspace

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/preparation"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/reading/prepare"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/register"
)

// ref is a reference to a thing.
type ref = reading.Ref

// A sorted is the agenda while it is put into an order: nothing is recorded until the
// order as a whole is confirmed.
type sorted struct {
	*look
	Rows    []preparation.Place
	Seen    register.Place // the last entry that the first page of it was made from
	Key     string
	Refused *council.Refusal
	Reasons []string
	Moved   string // id of the item that was moved last
}

// policy lets the script run by which lists are sorted; the rest is as everywhere.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// stands are the items as they stand.
func (k *look) stands() []preparation.Place {
	var rows []preparation.Place
	for _, x := range k.V.Items {
		rows = append(rows, preparation.Place{Item: string(x.ID), Part: x.Part})
	}
	return rows
}

// sent are the rows of a form, with those that came meanwhile at the end and without
// those that went.
func (k *look) sent(posted []string) []preparation.Place {
	left := k.stands()
	var rows []preparation.Place
	for _, s := range posted {
		id, part := strings.CutPrefix(s, "-")
		i := slices.IndexFunc(left, func(p preparation.Place) bool { return p.Item == id })
		if i < 0 {
			continue
		}
		left = slices.Delete(left, i, i+1)
		rows = append(rows, preparation.Place{Item: id, Part: part})
	}
	return preparation.Sound(append(rows, left...))
}

// item is the item of a row.
func (k *look) item(id string) prepare.Item {
	i := slices.IndexFunc(k.V.Items, func(x prepare.Item) bool { return string(x.ID) == id })
	if i < 0 {
		return prepare.Item{}
	}
	return k.V.Items[i]
}

// row is a row as the form sends it.
func row(p preparation.Place) string {
	if p.Part {
		return "-" + p.Item
	}
	return p.Item
}

// ordering is the command that puts the items into the order of rows.
func ordering(k *look, rows []preparation.Place) batch {
	var items []map[string]any
	above := ""
	b := batch{Name: "order"}
	for _, p := range rows {
		x := map[string]any{"item": p.Item}
		if p.Part {
			x["part_of"] = above
		} else {
			above = p.Item
		}
		items = append(items, x)
		b.Fields = append(b.Fields, [2]string{"row", row(p)})
	}
	if len(items) > 0 && !slices.Equal(rows, k.stands()) {
		b.Orders = []preparation.Order{{Command: "order-agenda", Title: k.V.Facts.Title, Fields: map[string]any{"session": string(k.V.ID), "items": items}}}
	}
	return b
}

// moves are what the buttons of a row do.
func moves(what string) func([]preparation.Place, int) []preparation.Place {
	switch what {
	case "up":
		return preparation.Up
	case "down":
		return preparation.Down
	case "in":
		return preparation.In
	case "out":
		return preparation.Out
	}
	return nil
}

// seen is the place that a form was made from.
func seen(posted map[string][]string, otherwise register.Place) register.Place {
	n, err := strconv.ParseInt(first(posted, "_seen"), 10, 64)
	if err != nil || n <= 0 {
		return otherwise
	}
	return register.Place(n)
}

// sort is the page on which an agenda is put into an order: by buttons that send the
// form, or by dragging. Only the whole order is recorded, once it was checked.
func (d *Desk) sort(w http.ResponseWriter, r *http.Request) {
	step := ""
	if r.Method == http.MethodPost && r.ParseForm() == nil {
		step = r.PostForm.Get("step")
	}
	if step == "check" || step == "confirm" {
		d.give(w, r, func(k *look) batch { return ordering(k, k.sent(r.PostForm["row"])) })
		return
	}
	w.Header().Set("Content-Security-Policy", policy)
	d.Site.Deed(w, r, func(x pages.Deed) (pages.DeedPage, error) {
		k, err := d.worker(x, r)
		if err != nil {
			return pages.DeedPage{}, err
		}
		s := sorted{look: k, Rows: k.stands(), Seen: seen(x.Posted, k.Room.Entries()-1), Key: key(x)}
		if x.Posted != nil {
			s.Rows = k.sent(x.Posted["row"])
		}
		what, id, _ := strings.Cut(step, ":")
		if move := moves(what); move != nil {
			at := slices.IndexFunc(s.Rows, func(p preparation.Place) bool { return p.Item == id })
			s.Rows, s.Moved = move(s.Rows, at), id
		}
		return pages.DeedPage{Title: k.Say("prep.order.title"), Crumbs: k.inner(), Body: sortPage(s), Sorts: true}, nil
	})
}
