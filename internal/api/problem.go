package api

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"chancery.example/chancery/internal/council"
)

// A Problem is why something was not done. RFC 9457.
type Problem struct {
	Type      string        `json:"type"`   // "urn:chancery:refusal:not-met"; one of kinds, or "about:blank"
	Title     string        `json:"title"`  // the kind, in English
	Status    int           `json:"status"` // of HTTP
	Detail    string        `json:"detail,omitempty"`
	Reasons   []Reason      `json:"reasons,omitempty"`   // every one, in the order of the command's fields
	Need      *council.Need `json:"need,omitempty"`      // the mandate that would be needed
	Reference string        `json:"reference,omitempty"` // of a failure, for the operator
}

// A Reason is one thing that is wrong with a command.
type Reason struct {
	Code   council.Code `json:"code"`
	Field  string       `json:"field,omitempty"`
	Value  string       `json:"value,omitempty"`
	Detail string       `json:"detail"` // in English
}

// problems are the kinds of refusal by status of HTTP.
var problems = map[council.Kind]Problem{
	council.Unknown:   {Type: "urn:chancery:refusal:unknown", Title: "Not there", Status: http.StatusNotFound},
	council.Malformed: {Type: "urn:chancery:refusal:malformed", Title: "Not understood", Status: http.StatusBadRequest},
	council.Forbidden: {Type: "urn:chancery:refusal:forbidden", Title: "Not yours to decide", Status: http.StatusForbidden},
	council.OutOfTime: {Type: "urn:chancery:refusal:out-of-time", Title: "Not in order at this time", Status: http.StatusConflict},
	council.NotMet:    {Type: "urn:chancery:refusal:not-met", Title: "Rules not met", Status: http.StatusUnprocessableEntity},
}

// A problem made here is an error until it is written.
func (p *Problem) Error() string { return p.Title + ": " + p.Detail }

// plain is a problem that HTTP has a name for.
func plain(status int, detail string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail}
}

// trouble answers with a problem. It is the one place where an error becomes
// something that a caller sees.
func (a *API) trouble(w http.ResponseWriter, r *http.Request, err error) {
	var p *Problem
	refusal, refused := errors.AsType[*council.Refusal](err)
	tooBig, isTooBig := errors.AsType[*http.MaxBytesError](err)
	own, isOwn := errors.AsType[*Problem](err)
	switch {
	case isOwn:
		p = own
	case errors.Is(err, ErrToken):
		p = plain(http.StatusUnauthorized, "the token is none, is over, or its mandate is not in force")
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
	case refused:
		p = refusalProblem(refusal)
	case isTooBig:
		p = plain(http.StatusRequestEntityTooLarge, fmt.Sprintf("more than %d bytes", tooBig.Limit))
	default:
		p = plain(http.StatusInternalServerError, "nothing was recorded that was not answered with a receipt; the same key can be tried again")
		p.Reference = strings.ToLower(rand.Text()[:8])
		a.Failures.ErrorContext(r.Context(), "api", "path", r.URL.Path, "reference", p.Reference, "err", err)
	}
	b, err := json.Marshal(p)
	if err != nil {
		a.Failures.ErrorContext(r.Context(), "api", "path", r.URL.Path, "err", err)
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Del("ETag")
	answer(w, r, "application/problem+json", p.Status, append(b, '\n'))
}

// refusalProblem tells a refusal. What is not there gives no reasons: the same
// answer comes for what is not for this caller.
func refusalProblem(r *council.Refusal) *Problem {
	p := problems[r.Kind]
	if r.Kind == council.Unknown {
		return &p
	}
	p.Need = r.Need
	for _, f := range r.Faults {
		p.Reasons = append(p.Reasons, Reason{f.Code, f.Field, f.Value, f.String()})
	}
	p.Detail, _ = r.Clause.In("en")
	return &p
}

// nowhere answers for addresses and methods that are not there.
func (a *API) nowhere(w http.ResponseWriter, r *http.Request) {
	err := error(refusalProblem(&council.Refusal{Kind: council.Unknown}))
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		err = plain(http.StatusMethodNotAllowed, "views are read with GET, commands are given with POST "+Root+"/commands/NAME")
		w.Header().Set("Allow", "GET, HEAD")
		if strings.HasPrefix(r.URL.Path, Root+"/commands/") {
			w.Header().Set("Allow", "POST")
		}
	}
	a.trouble(w, r, err)
}
