package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// ledgerPage is how many entries stand on one page of the register.
const ledgerPage = 50

// entries adds the pages and files of the register, which are made from rows of
// the log and not from views alone. They are never kept: every new entry changes
// the list, and what is erased under the law is gone at once.
func (s *Site) entries(mux *http.ServeMux) {
	if s.published == nil {
		return
	}
	for _, l := range s.book.Langs() {
		at := "/" + string(l)
		mux.Handle("GET "+at+"/register", s.fleeting(l, s.ledger))
		mux.Handle("GET "+at+"/register/{place}", s.fleeting(l, s.entry))
		mux.Handle("GET "+at+"/verify", s.fleeting(l, s.verifyForm))
		mux.Handle("POST "+at+"/verify", s.fleeting(l, s.verify))
	}
	s.actPages(mux)
	mux.HandleFunc("GET /register/{place}/proof", s.proof)
	mux.HandleFunc("GET /texts/{hash}", s.text)
}

// fleeting turns a maker's maker into a handler. f reads what it needs of the log
// before the state is held; what it returns takes views while it is.
func (s *Site) fleeting(l words.Lang, f func(*visit) (maker, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(r, l)
		m, err := f(v)
		if err != nil {
			s.trouble(w, v, missing(err))
			return
		}
		class := v.class()
		var frame pages.Frame
		var body templ.Component
		err = s.record.Enter(class, func(room *reading.Room) error {
			p, err := m(v, room)
			if err != nil {
				return err
			}
			frame, body = s.frame(v, p, room), p.body
			frame.AsOf = v.t.Say("site.asof", "n", v.t.Number(int64(room.Entries())-1))
			return nil
		})
		if err != nil {
			s.trouble(w, v, err)
			return
		}
		b, err := render(v.Context(), frame, body)
		if err != nil {
			s.trouble(w, v, err)
			return
		}
		k, err := newKept(b, reading.Reads{})
		if err != nil {
			s.trouble(w, v, err)
			return
		}
		k.send(w, r, v.Account != "")
	})
}

// missing turns what the log does not have into the refusal of what is not there.
func missing(err error) error {
	if errors.Is(err, mirror.ErrAbsent) {
		return council.Refuse(council.Unknown, council.CodeNoSuch, "entry", "")
	}
	return err
}

// ledger is a page of the register, newest first: ?before=PLACE begins it below a
// place, ?of=PLACE shows that entry and those about the same thing before it.
func (s *Site) ledger(v *visit) (maker, error) {
	size := s.record.Size()
	if q := v.URL.Query().Get("of"); q != "" {
		return s.chain(v, q, size)
	}
	before := size
	if q := v.URL.Query().Get("before"); q != "" {
		asked, err := placeOf(q)
		if err != nil {
			return nil, err
		}
		before = min(asked, size)
	}
	from := max(before-ledgerPage, 0)
	rows, err := s.published.Rows(v.Context(), from, before)
	if err != nil {
		return nil, err
	}
	x := pages.Ledger{Total: int64(size), Key: s.published.Key}
	if from > 0 {
		x.Older = v.to("/register?before=" + strconv.FormatInt(int64(from), 10))
	}
	if before < size {
		x.Newer = v.to("/register?before=" + strconv.FormatInt(int64(min(before+ledgerPage, size)), 10))
		if before+ledgerPage >= size {
			x.Newer = v.to("/register")
		}
	}
	slices.Reverse(rows)
	return s.listed(v, x, rows)
}

// chain is the life of a thing: an entry about it and those it follows from.
func (s *Site) chain(v *visit, text string, size register.Place) (maker, error) {
	place, err := placeOf(text)
	if err == nil && place >= size {
		err = council.Refuse(council.Unknown, council.CodeNoSuch, "entry", text)
	}
	if err != nil {
		return nil, err
	}
	rows, next, err := s.published.Chain(v.Context(), place, -1, ledgerPage)
	if err != nil {
		return nil, err
	}
	x := pages.Ledger{Total: int64(size), Key: s.published.Key, Of: v.t.Number(int64(place))}
	if next >= 0 {
		x.Older = v.to("/register?of=" + strconv.FormatInt(int64(next), 10))
	}
	return s.listed(v, x, rows)
}

// listed shows rows as the reader may read them, and the latest checkpoint.
func (s *Site) listed(v *visit, x pages.Ledger, rows []mirror.Row) (maker, error) {
	c, _, err := s.published.Checkpoint(v.Context())
	if err == nil {
		x.Checkpoint = &c
	} else if !errors.Is(err, mirror.ErrAbsent) {
		return nil, err
	}
	return func(v *visit, room *reading.Room) (page, error) {
		for i, row := range rows {
			e, err := room.Entry(row.Place, row.Leaf, row.Content)
			if err != nil {
				return page{}, err
			}
			x.Entries = append(x.Entries, e)
			if i == 0 && e.Sealed && x.Of != "" {
				x.Older = "" // what it follows from is sealed with it
				break
			}
		}
		return page{title: v.t.Say("register.title"), description: v.t.Say("register.lead"), section: "register", body: pages.Register(s.paper(v, room), x)}, nil
	}, nil
}

// placeOf reads a place in the one form that it is written in.
func placeOf(text string) (register.Place, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != text {
		return 0, council.Refuse(council.Unknown, council.CodeNoSuch, "entry", text)
	}
	return register.Place(n), nil
}

// signed returns how many entries stand under the latest checkpoint.
func (s *Site) signed(ctx context.Context) (int64, error) {
	c, _, err := s.published.Checkpoint(ctx)
	if errors.Is(err, mirror.ErrAbsent) {
		return 0, nil
	}
	return c.Size, err
}

// entry is the page of one entry.
func (s *Site) entry(v *visit) (maker, error) {
	place, err := placeOf(v.PathValue("place"))
	if err != nil {
		return nil, err
	}
	row, err := s.published.Row(v.Context(), place)
	if err != nil {
		return nil, err
	}
	signed, err := s.signed(v.Context())
	if err != nil {
		return nil, err
	}
	return func(v *visit, room *reading.Room) (page, error) {
		if place >= room.Entries() { // on the disk and not in force yet
			return page{}, council.Refuse(council.Unknown, council.CodeNoSuch, "entry", "")
		}
		e, err := room.Entry(place, row.Leaf, row.Content)
		if err != nil {
			return page{}, err
		}
		x := pages.EntryPage{Entry: e, Total: int64(room.Entries()), Signed: int64(place) < signed, Held: row.Content != nil}
		p := s.paper(v, room)
		return page{
			title: v.t.Say("entries.entry", "n", v.t.Number(int64(place))), section: "register",
			crumbs: []pages.Link{v.crumb("nav.register", "/register")}, more: !e.Sealed && e.Audience != access.Public, body: pages.Entry(p, x),
		}, nil
	}, nil
}

// proof downloads the proof of an entry. It discloses what the reader may read of
// it, and for anyone else the digests alone.
func (s *Site) proof(w http.ResponseWriter, r *http.Request) {
	v := s.lost(r)
	v.Visitor = s.who(r)
	class := v.class()
	place, err := placeOf(r.PathValue("place"))
	var row mirror.Row
	if err == nil {
		row, err = s.published.Row(r.Context(), place)
	}
	var e reading.Entry
	if err == nil {
		err = s.record.Enter(class, func(room *reading.Room) (err error) {
			e, err = room.Entry(place, row.Leaf, row.Content)
			return err
		})
	}
	var p register.Proof
	if err == nil {
		p, err = s.published.Proof(r.Context(), place, func(register.Content) register.Content { return e.Content })
	}
	if err != nil {
		s.trouble(w, v, missing(err))
		return
	}
	s.download(w, r, class, "application/json", proofName(place), p.Bytes())
}

// text downloads a text that the reader may read.
func (s *Site) text(w http.ResponseWriter, r *http.Request) {
	v := s.lost(r)
	v.Visitor = s.who(r)
	class := v.class()
	hash := r.PathValue("hash")
	var ref reading.TextRef
	err := s.record.Enter(class, func(room *reading.Room) (err error) {
		ref, err = room.TextOf(hash)
		return err
	})
	var b []byte
	if err == nil {
		b, err = s.published.Text(r.Context(), ref.Facts.Hash)
	}
	if err != nil {
		s.trouble(w, v, missing(err))
		return
	}
	s.download(w, r, class, "text/plain; charset=utf-8", hash[:12]+"."+string(ref.Facts.Lang)+".txt", b)
}

// download sends a file to keep. What is not public is kept by no one on the way.
func (s *Site) download(w http.ResponseWriter, r *http.Request, class access.Class, media, name string, b []byte) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "public, no-cache")
	h.Set("Vary", "Cookie")
	if class != access.PublicClass {
		h.Set("Cache-Control", "private, no-store")
	}
	send(w, r, http.StatusOK, b)
}

// fieldNames are the names of the fields that a content shows.
func fieldNames(c register.Content) []string {
	var names []string
	for _, f := range c.Fields {
		names = append(names, f.Name)
	}
	return names
}

// looksLikeProof reports whether bytes are meant to be a proof, even if changed.
func looksLikeProof(b []byte) bool {
	var head struct {
		V     string          `json:"v"`
		Leaf  json.RawMessage `json:"leaf"`
		Proof json.RawMessage `json:"proof"`
	}
	return json.Unmarshal(b, &head) == nil && (head.Leaf != nil && head.Proof != nil)
}
