// Package orders takes commands of the council from signed-in people, in the one
// form that commands have. Who acts, and under which mandate, comes from the session,
// never from what is sent; and a session acts only while its person was verified
// afresh in it.
package orders

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/web/people"
)

// An Order is a command with who gives it.
type Order struct {
	By      access.Actor
	Mandate council.ID // empty: none
	Key     string     // names the order; the same key does nothing twice
	Command council.Command
}

// A Desk takes commands.
type Desk struct {
	Door *door.Door
	// Do carries an order out and returns its receipt as JSON.
	Do func(context.Context, Order) ([]byte, error)
}

// order carries out a command for whoever shows a pass. Without a session it is
// door.ErrShut, without a fresh verification door.ErrConfirm; then nothing is done.
func (d *Desk) order(ctx context.Context, p door.Pass, s sent) ([]byte, error) {
	v, err := d.Door.Act(ctx, p)
	if err != nil {
		return nil, err
	}
	by, err := access.ParseActor(v.Capacity.Actor)
	if err != nil || by.Role == access.Stranger {
		return nil, door.ErrShut
	}
	c, err := council.ParseCommand(s.Command, s.Fields)
	if err != nil {
		return nil, err
	}
	return d.Do(ctx, Order{By: by, Mandate: council.ID(v.Capacity.Mandate), Key: s.Key, Command: c})
}

// sent is the body of a request.
type sent struct {
	Command string          `json:"command"` // its name
	Key     string          `json:"key"`
	Fields  json.RawMessage `json:"fields"`
}

// maxCommand is the most bytes of a command.
const maxCommand = 1 << 20

// Add puts the one address into a table.
func (d *Desk) Add(mux *http.ServeMux) { mux.HandleFunc("POST /commands", d.take) }

// take answers with a receipt, or with why not.
func (d *Desk) take(w http.ResponseWriter, r *http.Request) {
	var s sent
	dec := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxCommand))
	dec.DisallowUnknownFields()
	if r.Header.Get("Content-Type") != "application/json" || dec.Decode(&s) != nil {
		answer(w, http.StatusBadRequest, "want JSON: command, key, fields")
		return
	}
	receipt, err := d.order(r.Context(), people.PassOf(r), s)
	if err != nil {
		slog.InfoContext(r.Context(), "a command was not carried out", "command", s.Command, "err", err)
	}
	refusal, refused := errors.AsType[*council.Refusal](err)
	switch {
	case errors.Is(err, door.ErrShut):
		answer(w, http.StatusUnauthorized, "nobody is signed in, or in no capacity that is in force")
	case errors.Is(err, door.ErrConfirm):
		answer(w, http.StatusForbidden, "the person has to be verified afresh, at /me/confirm")
	case refused && refusal.Kind == council.Unknown:
		answer(w, http.StatusNotFound, "not there")
	case refused:
		answer(w, http.StatusUnprocessableEntity, refusal.Error())
	case err != nil:
		answer(w, http.StatusInternalServerError, "the command could not be carried out")
	default:
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = w.Write(receipt) // a reader who has gone needs no answer
	}
}

// answer says why a command was not carried out.
func answer(w http.ResponseWriter, code int, why string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	b, _ := json.Marshal(map[string]string{"error": why}) // a string always marshals
	_, _ = w.Write(b)                                     // a reader who has gone needs no answer
}
