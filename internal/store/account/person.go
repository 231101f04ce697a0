package account

import (
	"context"
	"time"
)

// A Person may sign in.
type Person struct {
	ID         string
	Handle     []byte // 32 random bytes by which passkeys know the person
	Name       string
	Subject    string // at the organisation's provider; "" is none
	Created    time.Time
	Wrong      int // paper codes that were wrong since one was right
	Capacities []Capacity
}

// A Capacity is what a person may act as.
type Capacity struct {
	Actor   string // as access.Actor writes itself; "" is none
	Mandate string // names the mandate; "" when the actor needs none
}

// A Passkey is the public half of a key that a person holds.
type Passkey struct {
	ID      []byte // as the authenticator names it
	Person  string
	Name    string
	Record  []byte // of package door
	Created time.Time
	Used    time.Time
}

// PutPerson adds a person with the capacities. ErrTaken when the ID, or the
// subject, is somebody's.
func (t *Tx) PutPerson(p Person) error {
	var subject any
	if p.Subject != "" {
		subject = p.Subject
	}
	if err := t.new("person "+p.ID, `INSERT INTO person (id, handle, name, subject, created) VALUES ($1, $2, $3, $4, $5)`,
		p.ID, p.Handle, p.Name, subject, unix(p.Created)); err != nil {
		return err
	}
	return t.Grant(p.ID, p.Capacities...)
}

// Grant adds capacities; one that is there already stays.
func (t *Tx) Grant(person string, capacities ...Capacity) error {
	for _, c := range capacities {
		if _, err := t.run("capacity", `INSERT INTO capacity (person, actor, mandate) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, person, c.Actor, c.Mandate); err != nil {
			return err
		}
	}
	return nil
}

// Withdraw takes a capacity away and ends the sessions that run in it.
func (t *Tx) Withdraw(person string, c Capacity) error {
	if err := t.one("capacity "+c.Actor, `DELETE FROM capacity WHERE person = $1 AND actor = $2 AND mandate = $3`, person, c.Actor, c.Mandate); err != nil {
		return err
	}
	_, err := t.run("session", `DELETE FROM session WHERE person = $1 AND actor = $2 AND mandate = $3`, person, c.Actor, c.Mandate)
	return err
}

// Erase removes a person and everything here that is theirs.
func (t *Tx) Erase(person string) error {
	return t.one("person "+person, `DELETE FROM person WHERE id = $1`, person)
}

// Person returns a person by ID.
func (t *Tx) Person(id string) (Person, error) { return t.person("id", id) }

// Holder returns a person by the handle that passkeys know.
func (t *Tx) Holder(handle []byte) (Person, error) { return t.person("handle", handle) }

// Subject returns the person who has that name at the provider.
func (t *Tx) Subject(subject string) (Person, error) { return t.person("subject", subject) }

func (t *Tx) person(column string, value any) (Person, error) {
	p, err := scanPerson(t.row(personRow+` WHERE `+column+` = $1`, value))
	if err != nil {
		return Person{}, absent("person", err)
	}
	p.Capacities, err = t.capacities(p.ID)
	return p, err
}

const personRow = `SELECT id, handle, name, COALESCE(subject, ''), created, wrong FROM person`

// scanPerson reads a row of personRow.
func scanPerson(row interface{ Scan(...any) error }) (p Person, err error) {
	var created int64
	err = row.Scan(&p.ID, &p.Handle, &p.Name, &p.Subject, &created, &p.Wrong)
	p.Created = moment(created)
	return p, err
}

func (t *Tx) capacities(person string) (all []Capacity, err error) {
	rows, err := t.query(`SELECT actor, mandate FROM capacity WHERE person = $1 ORDER BY actor, mandate`, person)
	if err != nil {
		return nil, absent("capacities", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c Capacity
		if err := rows.Scan(&c.Actor, &c.Mandate); err != nil {
			return nil, absent("capacities", err)
		}
		all = append(all, c)
	}
	return all, absent("capacities", rows.Err())
}

// People returns all persons in the order of their names.
func (b *Book) People(ctx context.Context) (all []Person, err error) {
	err = b.In(ctx, func(t *Tx) error {
		rows, err := t.query(personRow + ` ORDER BY name, id`)
		if err != nil {
			return absent("people", err)
		}
		defer rows.Close()
		for rows.Next() {
			p, err := scanPerson(rows)
			if err != nil {
				return absent("people", err)
			}
			all = append(all, p)
		}
		if err := rows.Err(); err != nil {
			return absent("people", err)
		}
		for i := range all {
			if all[i].Capacities, err = t.capacities(all[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// PutPasskey adds a key. ErrTaken when the key is known, whoever has it.
func (t *Tx) PutPasskey(k Passkey) error {
	return t.new("passkey", `INSERT INTO passkey (id, person, name, record, created, used) VALUES ($1, $2, $3, $4, $5, $6)`,
		k.ID, k.Person, k.Name, k.Record, unix(k.Created), unix(k.Used))
}

// Passkeys returns the keys of a person, the oldest first.
func (t *Tx) Passkeys(person string) (all []Passkey, err error) {
	rows, err := t.query(`SELECT id, name, record, created, used FROM passkey WHERE person = $1 ORDER BY created, id`, person)
	if err != nil {
		return nil, absent("passkeys", err)
	}
	defer rows.Close()
	for rows.Next() {
		k := Passkey{Person: person}
		var created, used int64
		if err := rows.Scan(&k.ID, &k.Name, &k.Record, &created, &used); err != nil {
			return nil, absent("passkeys", err)
		}
		k.Created, k.Used = moment(created), moment(used)
		all = append(all, k)
	}
	return all, absent("passkeys", rows.Err())
}

// UsePasskey writes down that a key was used, with its new record.
func (t *Tx) UsePasskey(id, record []byte, now time.Time) error {
	return t.one("passkey", `UPDATE passkey SET record = $2, used = $3 WHERE id = $1`, id, record, unix(now))
}

// DropPasskey removes a key of a person.
func (t *Tx) DropPasskey(person string, id []byte) error {
	return t.one("passkey", `DELETE FROM passkey WHERE person = $1 AND id = $2`, person, id)
}
