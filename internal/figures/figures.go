// Package figures are the figures that an operator watches, in the form of Prometheus.
package figures

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Sources say what the figures are. They may be called by many at once.
type Sources struct {
	Entries    func() float64 // in the register
	Checkpoint func() float64 // entries under the latest signed checkpoint; 0 is none
	Wrong      func() bool    // the audit found that the register does not fit
}

// New returns the figures of a council and of the process that serves it.
func New(s Sources) *prometheus.Registry {
	gauge := func(name, help string, f func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, f)
	}
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		gauge("chancery_register_entries", "Entries in the register.", s.Entries),
		gauge("chancery_checkpoint_entries", "Entries under the latest signed checkpoint.", s.Checkpoint),
		gauge("chancery_audit_failed", "1 if the audit found that the register does not fit.", func() float64 {
			if s.Wrong() {
				return 1
			}
			return 0
		}))
	return r
}
