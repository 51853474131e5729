import contextlib
import io
import os
import tempfile
import unittest
from unittest import mock

import covey
from covey import magic
from tests import stored

YAML = "kind: experiment\nname: {}\nunit: user\n"


class Magics(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = stored.project(folder.name).resolve()
        environment = mock.patch.dict(os.environ, {"COVEY": str(stored.launcher(folder.name))})
        environment.start()
        self.addCleanup(environment.stop)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.root)

    def test_extension_registers_in_a_real_shell(self):
        from IPython.core.interactiveshell import InteractiveShell

        shell = InteractiveShell.instance()
        covey.load_ipython_extension(shell)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            shell.run_line_magic("covey", "show new_ranker")
        self.assertIn(f"called: show new_ranker --project {self.root}", out.getvalue())

    def test_cell_is_saved_run_and_answered(self):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            frame = magic.cell_magic("", YAML.format("new_ranker"))
        self.assertIn("called: run new_ranker", out.getvalue())
        self.assertEqual(2, len(frame))
        saved = (self.root / "studies" / "new_ranker.yml").read_text()
        self.assertEqual(magic.MARK + YAML.format("new_ranker"), saved)

    def test_a_file_of_somebody_else_is_kept(self):
        file = self.root / "studies" / "new_ranker.yml"
        file.parent.mkdir()
        file.write_text("mine")
        with self.assertRaisesRegex(covey.CoveyError, "--replace"):
            magic.cell_magic("", YAML.format("new_ranker"))
        self.assertEqual("mine", file.read_text())

    def test_a_refused_study_leaves_the_project_as_it_was(self):
        with self.assertRaisesRegex(covey.CoveyError, "the study is wrong"):
            magic.cell_magic("", YAML.format("broken"))
        self.assertFalse((self.root / "studies" / "broken.yml").exists())

    def test_a_cell_without_a_name_is_refused(self):
        with self.assertRaisesRegex(covey.CoveyError, "one study"):
            magic.cell_magic("", "kind: experiment\n")

    def test_a_name_cannot_leave_the_studies(self):
        with self.assertRaises(covey.CoveyError):
            magic.cell_magic("", YAML.format("../covey"))

    def test_a_failing_command_raises(self):
        with self.assertRaises(covey.CoveyError), contextlib.redirect_stdout(io.StringIO()):
            magic.line_magic("run broken")


if __name__ == "__main__":
    unittest.main()
