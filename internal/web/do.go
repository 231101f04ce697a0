package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
)

// Deeds makes the pages on which commands are given. What it returns beside an
// error is shown whole.
type Deeds interface {
	// Offer is the page of what the actor may give now.
	Offer(pages.Deed) (pages.DeedPage, error)
	// Form is the form of a command: empty, or as the button of a form that was sent
	// says; with a refusal, that form and what was refused.
	Form(d pages.Deed, refused *council.Refusal) (pages.DeedPage, error)
	// Order is the order that a form confirms, or the refusal of what cannot be read.
	Order(pages.Deed) (secretariat.Order, error)
	// Next are the commands that the actor could give about a decision now.
	Next(d pages.Deed, decision council.ID) ([]pages.Thing, error)
}

// doing adds the pages on which people give commands. They are for those who may
// give the command; for everybody else there is nothing there.
func (s *Site) doing(mux *http.ServeMux) {
	if s.enter.Do == nil || s.deeds == nil {
		return
	}
	form := func(d pages.Deed) (pages.DeedPage, error) { return s.deeds.Form(d, nil) }
	for _, l := range s.book.Langs() {
		at := "/" + string(l) + "/do"
		mux.Handle("GET "+at, s.deed(l, s.deeds.Offer))
		mux.Handle("GET "+at+"/{command}", s.deed(l, form))
		mux.Handle("POST "+at+"/{command}", s.deed(l, form))
		mux.Handle("GET "+at+"/{command}/done/{place}", s.mayGive(l, s.fleeting(l, s.receipt)))
	}
}

// mayGive lets those through who may give the command of the address. To others
// there is no such page.
func (s *Site) mayGive(l words.Lang, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		by, command := s.who(r).Actor, r.PathValue("command")
		if by.Role == access.Stranger || command != "" && (!slices.Contains(council.Commands(), command) || !council.MayGive(by, command)) {
			s.noteRefusal(s.visit(r, l), council.Refuse(council.Unknown, council.CodeNoSuch, "command", ""))
			s.answer(w, s.lost(r), http.StatusNotFound, nil, "")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// deed turns a maker of pages on which commands are given into a handler. Nobody
// keeps such a page.
func (s *Site) deed(l words.Lang, f func(pages.Deed) (pages.DeedPage, error)) http.Handler {
	return s.mayGive(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(r, l)
		if err := posted(r); err != nil {
			s.trouble(w, v, err)
			return
		}
		if r.PostForm.Get("step") == "confirm" {
			s.confirm(w, v)
			return
		}
		if err := s.takeUp(v); err != nil {
			s.trouble(w, v, err)
			return
		}
		s.showDeed(w, v, f)
	}))
}

// posted reads a form that was sent.
func posted(r *http.Request) error {
	if r.Method != http.MethodPost {
		return nil
	}
	err := r.ParseForm()
	if tooBig, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooBig
	}
	if err != nil {
		return council.Refuse(council.Malformed, council.CodeForm, "form", "not a form")
	}
	return nil
}

// inRoom calls f with the deed of a visit while the state is held.
func (s *Site) inRoom(v *visit, f func(pages.Deed, *reading.Room) error) error {
	return s.record.Enter(v.class(), func(room *reading.Room) error {
		return f(s.deedOf(v, room), room)
	})
}

// deedOf is the deed of a visit.
func (s *Site) deedOf(v *visit, room *reading.Room) pages.Deed {
	d := pages.Deed{
		Paper: s.paper(v, room), Room: room, By: v.Actor, Mandate: council.ID(v.Mandate), Command: v.PathValue("command"), Query: v.URL.Query(),
		// What is not there is said too: the actor named it.
		Reasons: func(r *council.Refusal) []string {
			said := *r
			said.Kind = council.Malformed
			return s.reasons(v, &said)
		},
	}
	if v.Method == http.MethodPost {
		d.Posted = v.PostForm
	}
	if v.kept != nil {
		d.Posted = v.kept
	}
	return d
}

// showDeed answers with a page on which commands are given.
func (s *Site) showDeed(w http.ResponseWriter, v *visit, f func(pages.Deed) (pages.DeedPage, error)) {
	var frame pages.Frame
	var body templ.Component
	code := http.StatusOK
	err := s.inRoom(v, func(d pages.Deed, room *reading.Room) error {
		x, err := f(d)
		if err != nil {
			return err
		}
		if x.Refused != nil {
			if code = status[x.Refused.Kind]; x.Refused.Kind == council.Unknown {
				code = http.StatusBadRequest // the page is there; what it names is not
			}
		}
		frame, body = s.frame(v, page{title: x.Title, crumbs: x.Crumbs}, room), x.Body
		if x.Sorts {
			frame.Script = s.files.Sorting()
		}
		return nil
	})
	if err != nil {
		s.trouble(w, v, err)
		return
	}
	s.write(w, v, code, frame, body)
}

// confirm gives the command of a form and leads to the receipt. The same form sent
// twice is carried out once; a refused one is shown again with all that was typed.
func (s *Site) confirm(w http.ResponseWriter, v *visit) {
	var o secretariat.Order
	err := s.inRoom(v, func(d pages.Deed, _ *reading.Room) (err error) {
		o, err = s.deeds.Order(d)
		return err
	})
	var receipt secretariat.Receipt
	if err == nil {
		receipt, err = s.enter.Do(v.Request, o)
	}
	if errors.Is(err, ErrConfirm) {
		s.verifyFirst(w, v)
		return
	}
	if refused, ok := errors.AsType[*council.Refusal](err); ok {
		s.noteRefusal(v, refused)
		s.showDeed(w, v, func(d pages.Deed) (pages.DeedPage, error) { return s.deeds.Form(d, refused) })
		return
	}
	if err != nil {
		s.trouble(w, v, err)
		return
	}
	to := v.to("/do/" + v.PathValue("command") + "/done/" + strconv.FormatInt(int64(receipt.From), 10))
	if n := int(receipt.To - receipt.From); n > 1 {
		to += "?" + url.Values{"more": {strconv.Itoa(n - 1)}}.Encode()
	}
	http.Redirect(w, v.Request, to, http.StatusSeeOther)
}

// receipt is the page of what was recorded.
func (s *Site) receipt(v *visit) (maker, error) {
	if s.published == nil {
		return nil, mirror.ErrAbsent
	}
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
	more, _ := strconv.Atoi(v.URL.Query().Get("more"))
	return func(v *visit, room *reading.Room) (page, error) {
		e, err := room.Entry(place, row.Leaf, row.Content)
		if err != nil {
			return page{}, err
		}
		if e.Sealed || e.Command != v.PathValue("command") {
			return page{}, council.Refuse(council.Unknown, council.CodeNoSuch, "entry", "")
		}
		x := pages.Receipt{Command: e.Command, Entry: e, More: min(max(more, 0), 999), Signed: int64(place) < signed}
		return page{
			title: v.t.Say("do.done"), crumbs: []pages.Link{v.crumb("do.title", "/do")}, more: e.Audience != access.Public,
			body: pages.Receipted(s.paper(v, room), x),
		}, nil
	}, nil
}
