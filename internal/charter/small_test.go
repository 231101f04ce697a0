package charter

import (
	"testing"

	"chancery.example/chancery/internal/calendar"
)

// small is a whole charter: two members, one that left, one observer, a member
// that changed its name, and an office with a vacancy.
const small = `id: lake
name: {ru: Озёрный союз, en: Lake Union}
short: {ru: ОС, en: LU}
languages: [ru, en]
alphabet: ru
zone: Europe/Moscow
accent: "#1f4e79"
council: council
members:
  - id: east
    iso: EA
    names:
      - name: {ru: Ястребово, en: Hawkland}
        full: {ru: Республика Ястребово, en: the Republic of Hawkland}
        force: {to: 2010-12-31}
      - name: {ru: Восток, en: East}
        force: {from: 2011-01-01}
    aliases: [Восточный берег]
    statuses:
      - {standing: observer, force: {from: 2000-01-01, to: 2004-12-31}}
      - {standing: member, force: {from: 2005-01-01}}
  - id: west
    names: [{name: {ru: Запад, en: West}}]
    statuses: [{standing: member, force: {from: 2000-01-01}}]
  - id: isle
    names: [{name: {ru: Ёлкин остров, en: Isle}}]
    statuses:
      - {standing: member, force: {from: 2000-01-01, to: 2012-12-18}}
      - standing: suspended
        force: {from: 2012-12-19, to: }
        evidence: {basis: recalled, note: {ru: Не проверено., en: Not checked.}}
  - id: birds
    names: [{name: {ru: Общество птиц, en: Bird Society}}]
    statuses: [{standing: observer}]
bodies:
  - id: council
    name: {ru: Совет, en: Council}
    decides: true
  - {id: office, name: {ru: Секретариат, en: Secretariat}, under: council}
offices:
  - id: secretary
    name: {ru: Секретарь, en: Secretary}
    body: office
    holders:
      - {person: {ru: А. Первый, en: A. First}, force: {to: 2011-06-30}}
      - {person: {ru: Б. Второй, en: B. Second}, acting: true, of: west, force: {from: 2011-09-01}}
  - {id: head-west, name: {ru: Глава Запада, en: Head of West}, member: west, holders: []}
rotation:
  rule: {ru: По алфавиту., en: By the alphabet.}
  terms:
    - {member: west, from: 2010, to: "2011"}
    - {member: east, from: 2012-01-01/2012-03-01, to: 2013-02-28}
    - {member: west, from: 2014-05-01}
rules:
  - id: consensus
    name: {ru: Консенсус, en: Consensus}
    method: consensus
    quorum: {num: 2, den: 3}
    force: {from: 2000-01-01, to: 2009-12-31}
    counts: {for: passes, objects: blocks}
  - id: consensus
    name: {ru: Консенсус, en: Consensus}
    method: consensus
    force: {from: 2010-01-01}
    counts: {for: passes, does-not-object: opts-out}
  - id: money
    name: {ru: О деньгах, en: On money}
    method: consensus
    matters: [budget, scale]
    counts: {for: passes}
scales:
  - force: {from: 2000-01-01, to: 2009-12-31}
    shares: [{party: west, percent: 66.6667}, {party: isle, percent: "33.3333"}]
  - force: {from: 2010-01-01}
    shares: [{party: west, percent: 60}, {party: east, percent: 40.0}]
labels:
  approve-plan: {ru: план, en: plan}
  money.report: {ru: отчёт, en: report}
`

func parse(t testing.TB, typed string) *Charter {
	t.Helper()
	c, err := Parse("charter.yaml", []byte(typed))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t testing.TB, s string) calendar.Day {
	t.Helper()
	if s == "" {
		return calendar.Day{}
	}
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
