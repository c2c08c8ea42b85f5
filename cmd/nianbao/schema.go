package main

import (
	"io"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
	"github.com/spf13/cobra"
)

func newSchema(s streams, v voice) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "schema",
		Short:   v.say("schema.short"),
		Long:    v.say("schema.long"),
		Example: v.say("schema.example"),
		Args:    cobra.ArbitraryArgs,
		RunE: func(*cobra.Command, []string) error {
			return wrongLine(v.say("schema.what", strings.Join(formIDs(), ", ")))
		},
	}
	cmd.AddCommand(&cobra.Command{
		Use:                   "report",
		Short:                 v.say("schema.report.short"),
		Long:                  v.say("schema.report.long"),
		Example:               "nianbao schema report > report.schema.json",
		DisableFlagsInUseLine: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return wrongLine(v.say("line.extra", args[0]))
			}
			return runSchemaReport(raw(s.out))
		},
	}, &cobra.Command{
		Use:                   "template ID",
		Short:                 v.say("schema.template.short"),
		Long:                  v.say("schema.template.long", strings.Join(formIDs(), ", ")),
		Example:               "nianbao schema template 2021",
		DisableFlagsInUseLine: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongLine(v.say("schema.what", strings.Join(formIDs(), ", ")))
			}
			return runSchemaTemplate(raw(s.out), v, args[0])
		},
	})
	return cmd
}

// runSchemaReport writes the JSON Schema of the report.
func runSchemaReport(w io.Writer) error {
	return output(w, schema.JSONSchema())
}

// runSchemaTemplate writes one form's data, as its file has it.
func runSchemaTemplate(w io.Writer, v voice, id string) error {
	data, err := template.Source(id)
	if err != nil {
		return wrongLine(v.say("schema.no-form", id, strings.Join(formIDs(), ", ")))
	}
	return output(w, data)
}

func output(w io.Writer, data []byte) error {
	if _, err := w.Write(data); err != nil {
		return outputError{err}
	}
	return nil
}

func formIDs() []string {
	var ids []string
	for _, f := range template.Forms() {
		ids = append(ids, f.ID)
	}
	return ids
}
