package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/register"
)

// How many elements of a list come at once.
const (
	usualLimit = 100
	mostLimit  = 1000
)

// A place is the address of a view, and what it is said to be.
type place struct {
	view string // as package reading names it
	path string // below Root, with {id} for a single thing
	what string
}

// places has the address of every view.
var places = []place{
	{"home", "/", "What there is: the council, its last session, what comes next"},
	{"sessions", "/sessions", "Sessions"},
	{"session", "/sessions/{id}", "A session: sittings, items, who was there, what was decided"},
	{"decisions", "/decisions", "Decisions"},
	{"decision", "/decisions/{id}", "A decision: text, stances, the rule and its outcome, what follows"},
	{"redline", "/decisions/{id}/redline", "What a decision does to the acts that it amends"},
	{"acts", "/acts", "Acts"},
	{"act", "/acts/{id}", "An act: its texts and what amends it"},
	{"acttext", "/acts/{id}/text", "What an act says, and the amenders of its text"},
	{"statements", "/statements", "Statements"},
	{"statement", "/statements/{id}", "A statement: who spoke, and what was said"},
	{"proposals", "/proposals", "Proposals"},
	{"proposal", "/proposals/{id}", "A proposal and what became of it"},
	{"commitments", "/commitments", "Commitments"},
	{"commitment", "/commitments/{id}", "A commitment and what became of it"},
	{"presidencies", "/presidencies", "Who presides, who did, and who comes next"},
	{"publications", "/publications", "Publications about the council"},
	{"publication", "/publications/{id}", "A publication"},
	{"rules", "/rules", "Rules of decision"},
	{"rule", "/rules/{id}", "A rule of decision"},
	{"members", "/members", "Members, observers, partners"},
	{"member", "/members/{id}", "A member: status, people, what it did"},
	{"bodies", "/bodies", "Bodies of the council"},
	{"body", "/bodies/{id}", "A body of the council"},
	{"measures", "/measures", "Plans and their measures"},
	{"budgets", "/budgets", "Budgets and shares"},
	{"awards", "/awards", "Awards"},
	{"bases", "/bases", "Exercises, fields, bases"},
	{"programmes", "/programmes", "Programmes"},
	{"programme", "/programmes/{id}", "A programme"},
	{"mandates", "/mandates", "Mandates"},
	{"mandate", "/mandates/{id}", "A mandate: who, for whom, in what, from when to when"},
	{"people", "/people", "People who act under mandates"},
	{"person", "/people/{id}", "A person and the mandates of that person"},
	{"delegation", "/delegations/{id}", "The delegation of a member"},
	{"releases", "/releases", "What was opened to more readers, and what will be"},
	{"readership", "/things/{id}/readers", "Who could read a thing, and when"},
}

// tagOf is the ETag of what was made after some entries. The place says how far a
// command has seen that names it with If-Match.
func tagOf(last register.Place, b []byte) string {
	sum := sha256.Sum256(b)
	return fmt.Sprintf(`"%d-%s"`, last, hex.EncodeToString(sum[:8]))
}

// view answers with a view: a list in parts, anything else whole.
func (a *API) view(w http.ResponseWriter, r *http.Request, c Caller, p place) error {
	var b []byte
	var reads reading.Reads
	err := a.Enter(c.Class, func(room *reading.Room) (err error) {
		b, err = room.View(p.view, r.PathValue("id"))
		reads = room.Reads()
		return err
	})
	if err != nil {
		return err
	}
	if isList(p.view) {
		b, err = part(b, r.URL.Query(), Root+p.path)
	} else if len(r.URL.Query()) > 0 {
		err = plain(http.StatusBadRequest, "this view takes no parameters")
	}
	if err != nil {
		return err
	}
	send(w, r, "application/json", tagOf(reads.Last, b), append(b, '\n'))
	return nil
}

// A list is a part of a view that is one.
type list struct {
	Items []json.RawMessage `json:"items"`
	Total int               `json:"total"`          // of all that the caller may read
	Next  string            `json:"next,omitempty"` // the address of the next part
}

// part is what comes of a list after the element that a query names.
func part(b []byte, q url.Values, path string) ([]byte, error) {
	after, limit, err := window(q)
	if err != nil {
		return nil, err
	}
	var l list
	if err := json.Unmarshal(b, &l.Items); err != nil {
		return nil, fmt.Errorf("list: %w", err)
	}
	l.Total = len(l.Items)
	if after != "" {
		i := slices.IndexFunc(l.Items, func(x json.RawMessage) bool { return idOf(x) == after })
		if i < 0 {
			return nil, plain(http.StatusGone, "the list has no element "+strconv.Quote(after)+" any more: begin again without after")
		}
		l.Items = l.Items[i+1:]
	}
	if len(l.Items) > limit {
		l.Items = l.Items[:limit]
		l.Next = path + "?" + url.Values{"after": {idOf(l.Items[limit-1])}, "limit": {strconv.Itoa(limit)}}.Encode()
	}
	if l.Items == nil {
		l.Items = []json.RawMessage{}
	}
	return json.Marshal(l)
}

// idOf is the id of an element of a list; empty if it has none.
func idOf(x json.RawMessage) string {
	var e struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(x, &e) != nil {
		return ""
	}
	return e.ID
}

// window reads from where and how much of a list is wanted.
func window(q url.Values) (after string, limit int, err error) {
	for k, v := range q {
		if k != "after" && k != "limit" || len(v) != 1 {
			return "", 0, plain(http.StatusBadRequest, "parameter "+strconv.Quote(k)+": want after and limit, each once")
		}
	}
	limit = usualLimit
	if s := q.Get("limit"); s != "" {
		if limit, err = strconv.Atoi(s); err != nil || limit < 1 || limit > mostLimit {
			return "", 0, plain(http.StatusBadRequest, fmt.Sprintf("limit: want a number from 1 to %d", mostLimit))
		}
	}
	return q.Get("after"), limit, nil
}

// entries answers with entries of the register, the oldest first, each as far as the
// caller may read it.
func (a *API) entries(w http.ResponseWriter, r *http.Request, c Caller) error {
	after, limit, err := window(r.URL.Query())
	if err != nil {
		return err
	}
	from := register.Place(0)
	if after != "" {
		at, ok := placeOf(after)
		if !ok {
			return plain(http.StatusBadRequest, "after: want the place of an entry")
		}
		from = at + 1
	}
	var size register.Place
	if err := a.Enter(c.Class, func(room *reading.Room) error { size = room.Entries(); return nil }); err != nil {
		return err
	}
	to := min(from+register.Place(limit), size)
	l := list{Items: []json.RawMessage{}, Total: int(size)}
	if from < to {
		if l.Items, err = a.between(r, c, from, to); err != nil {
			return err
		}
	}
	if to < size && from < to {
		l.Next = fmt.Sprintf("%s/entries?after=%d&limit=%d", Root, to-1, limit)
	}
	b, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	send(w, r, "application/json", tagOf(size, b), append(b, '\n'))
	return nil
}

// between returns entries as JSON.
func (a *API) between(r *http.Request, c Caller, from, to register.Place) (all []json.RawMessage, err error) {
	rows, err := a.Log.Rows(r.Context(), from, to)
	if err != nil {
		return nil, err
	}
	err = a.Enter(c.Class, func(room *reading.Room) error {
		for _, row := range rows {
			e, err := room.Entry(row.Place, row.Leaf, row.Content)
			if err != nil {
				return err
			}
			b, err := json.Marshal(e)
			if err != nil {
				return fmt.Errorf("entry %d: %w", row.Place, err)
			}
			all = append(all, b)
		}
		return nil
	})
	return all, err
}

// entry answers with one entry.
func (a *API) entry(w http.ResponseWriter, r *http.Request, c Caller) error {
	var size register.Place
	if err := a.Enter(c.Class, func(room *reading.Room) error { size = room.Entries(); return nil }); err != nil {
		return err
	}
	at, ok := placeOf(r.PathValue("place"))
	if !ok || at >= size {
		return council.Refuse(council.Unknown, council.CodeNoSuch, "entry", r.PathValue("place"))
	}
	all, err := a.between(r, c, at, at+1)
	if err != nil {
		return err
	}
	b := []byte(all[0])
	send(w, r, "application/json", tagOf(at+1, b), append(b, '\n'))
	return nil
}

// isList reports whether a view is a list of things.
func isList(view string) bool {
	of, _ := reading.ViewOf(view)
	return of != nil && strings.HasPrefix(of.String(), "[]")
}
