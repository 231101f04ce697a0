package people

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"sync"
	"time"

	"chancery.example/chancery/internal/door"
)

// How much is put aside, and for how long.
const (
	asideLife  = 15 * time.Minute
	asideBytes = 32 << 20 // of all forms
	asideForm  = 4 << 20  // of one
	asideOwn   = 4        // forms of one session
)

// An Aside keeps forms whose senders have to be verified afresh first, in memory and
// for a while, so that they come back to what they filled in. A form is for the
// session that sent it, in the capacity that it was sent in, and for nobody else; the
// address of the way back holds a random name and nothing of the form.
type Aside struct {
	door *door.Door
	now  func() time.Time

	mu    sync.Mutex
	forms []asideEntry // the oldest first
	bytes int
}

// An asideEntry is one form.
type asideEntry struct {
	name  string
	owner owner
	path  string // of the form
	form  url.Values
	bytes int
	until time.Time
}

// An owner is a session in one capacity. Its token changes when its person is
// verified afresh, its beginning does not.
type owner struct {
	person, actor, mandate string
	began                  time.Time
}

// NewAside makes a place for the forms of those who come through a door. now may be
// nil.
func NewAside(d *door.Door, now func() time.Time) *Aside {
	if now == nil {
		now = time.Now
	}
	return &Aside{door: d, now: now}
}

// owner returns whose forms a request puts aside and takes up again.
func (a *Aside) owner(r *http.Request) (owner, error) {
	v, err := a.door.Who(r.Context(), PassOf(r))
	return owner{v.Person, v.Capacity.Actor, v.Capacity.Mandate, v.Began}, err
}

// Keep puts the form of a request aside and returns its name; "" when there is
// nobody whose it could be, or it is too large to be kept.
func (a *Aside) Keep(r *http.Request, form url.Values) (name string, err error) {
	o, err := a.owner(r)
	if err != nil || o.person == "" {
		return "", err
	}
	x := asideEntry{name: rand.Text(), owner: o, path: r.URL.Path, form: form, until: a.now().Add(asideLife)}
	for k, vs := range form {
		for _, v := range vs {
			x.bytes += len(k) + len(v) + 64
		}
	}
	if x.bytes > asideForm {
		return "", nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	own := 0
	for i := len(a.forms) - 1; i >= 0; i-- { // the newest of an owner stay
		if a.forms[i].owner == o {
			if own++; own >= asideOwn {
				a.drop(i)
			}
		}
	}
	for len(a.forms) > 0 && (a.bytes+x.bytes > asideBytes || !a.now().Before(a.forms[0].until)) {
		a.drop(0)
	}
	a.forms = append(a.forms, x)
	a.bytes += x.bytes
	return x.name, nil
}

// drop forgets a form. The lock is held.
func (a *Aside) drop(i int) {
	a.bytes -= a.forms[i].bytes
	a.forms = append(a.forms[:i:i], a.forms[i+1:]...)
}

// Kept returns the form of a name that was put aside at the path of a request, by its
// session; nil when there is none, or none any more. It stays until its time is over.
func (a *Aside) Kept(r *http.Request, name string) (url.Values, error) {
	o, err := a.owner(r)
	if err != nil || o.person == "" {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, x := range a.forms {
		if x.name == name && x.owner == o && x.path == r.URL.Path && a.now().Before(x.until) {
			return x.form, nil
		}
	}
	return nil, nil
}
