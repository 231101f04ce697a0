package secretariat

import (
	"context"

	"chancery.example/chancery/internal/store"
)

// A series is orders of which each may need the receipt of the one before, such
// as a file of commands. They share transactions and are still decided one after
// another.
type series struct {
	gone func() error // says whether the one who asks went away meanwhile
	next func(last Receipt) (Order, bool, error)
	err  error
	done chan struct{}
}

// DoAll carries out the orders that next returns until it returns false or an
// error. next is given the receipt of the order before, which is on the disk only
// when DoAll has returned. It stops at the first order that is refused or fails;
// everything before that one is then in the register.
//
// next is called while nobody else's orders are carried out: it must be quick
// and must not call the secretariat.
func (s *Secretariat) DoAll(ctx context.Context, next func(last Receipt) (Order, bool, error)) error {
	r := &series{gone: ctx.Err, next: next, done: make(chan struct{})}
	select {
	case s.runs <- r:
	case <-s.stop:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	<-r.done
	return r.err
}

// carryOutAll carries out a series, as many orders a transaction as may share
// one.
func (s *Secretariat) carryOutAll(r *series) {
	defer close(r.done)
	ctx := context.Background()
	var last Receipt
	for more := true; more && r.err == nil; {
		b := store.Batch{From: s.size}
		var batch []*ticket
		for more = true; more && len(batch) < maxBatch; {
			var t *ticket
			if t, more, r.err = r.ticket(last); !more || r.err != nil {
				more = false
				break
			}
			if t.err = s.lost; t.err == nil {
				s.decide(ctx, t, &b)
			}
			batch = append(batch, t)
			last = t.receipt
			more = t.err == nil
		}
		s.write(ctx, batch, b)
		for _, t := range batch {
			if t.err != nil {
				r.err = t.err
				break
			}
		}
	}
}

// ticket returns the next order of a series.
func (r *series) ticket(last Receipt) (*ticket, bool, error) {
	if err := r.gone(); err != nil {
		return nil, false, err
	}
	o, ok, err := r.next(last)
	if err != nil || !ok {
		return nil, false, err
	}
	t, err := newTicket(r.gone, o)
	return t, err == nil, err
}
