import math
import os
import sys
import tempfile
import unittest
from unittest import mock

import covey
from tests import stored


class StoredResults(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = covey.open(stored.project(folder.name))
        self.launcher = stored.launcher(folder.name)

    def test_lists_studies_and_runs(self):
        self.assertEqual(["new_ranker"], self.project.studies())
        self.assertEqual(["r1"], self.project.runs("new_ranker"))

    def test_frame_has_the_long_schema_and_its_types(self):
        frame = self.project.results("new_ranker", run="latest")
        self.assertEqual(stored.COLUMNS.split(","), list(frame.columns))
        self.assertEqual("float64", str(frame["estimate"].dtype))
        self.assertEqual("float64", str(frame["p_adjusted"].dtype))
        self.assertEqual("Int64", str(frame["n"].dtype))
        self.assertEqual("string", str(frame["metric"].dtype))
        clicks = frame[frame.metric == "clicks"].iloc[0]
        self.assertEqual(0.25, clicks.estimate)
        self.assertTrue(math.isinf(clicks.conf_high))
        self.assertEqual("Lin: clicks, 14d before", clicks.adjusted_by)

    def test_a_missing_number_is_missing_and_has_a_reason(self):
        revenue = self.project.rows("new_ranker")[1]
        self.assertIsNone(revenue["estimate"])
        self.assertEqual("no_units", revenue["reason"])
        frame = self.project.results("new_ranker")
        self.assertTrue(math.isnan(frame["estimate"].iloc[1]))

    def test_without_pandas_the_error_names_rows(self):
        with mock.patch.dict(sys.modules, {"pandas": None}):
            with self.assertRaisesRegex(covey.CoveyError, r"rows\(\)"):
                self.project.results("new_ranker")
            self.assertEqual(200, self.project.rows("new_ranker")[0]["n"])

    def test_unknown_study_names_the_nearest(self):
        with self.assertRaisesRegex(covey.CoveyError, "did you mean 'new_ranker'"):
            self.project.results("new_rankr")

    def test_a_run_cannot_leave_the_results(self):
        with self.assertRaisesRegex(covey.CoveyError, "has no run"):
            self.project.result("new_ranker", run="../../..")

    def test_a_folder_without_a_project_is_refused(self):
        with tempfile.TemporaryDirectory() as empty, self.assertRaisesRegex(covey.CoveyError, "covey.yml"):
            covey.open(empty)

    def test_run_calls_the_launcher(self):
        with mock.patch.dict(os.environ, {"COVEY": str(self.launcher)}):
            said = self.project.run("new_ranker", as_of="2026-03-29")
        self.assertIn("--as-of 2026-03-29", said["headline"])
        self.assertIn(str(self.project.folder), said["headline"])

    def test_a_failed_run_raises_what_the_launcher_said(self):
        with mock.patch.dict(os.environ, {"COVEY": str(self.launcher)}):
            with self.assertRaisesRegex(covey.CoveyError, "the study is wrong") as caught:
                self.project.run("broken")
        self.assertEqual(2, caught.exception.exit_code)


@unittest.skipUnless(os.environ.get("COVEY_TEST_PROJECT"), "COVEY_TEST_PROJECT names a project with a stored result")
class RealProject(unittest.TestCase):
    def test_reads_what_covey_wrote_and_runs_a_study(self):
        project = covey.open(os.environ["COVEY_TEST_PROJECT"])
        study = project.studies()[0]
        before = project.results(study)
        self.assertEqual(stored.COLUMNS.split(","), list(before.columns))
        self.assertEqual(project.result(study)["outcomes"].__len__(), len(before))
        said = project.run(study)
        self.assertEqual(study, said["study"])
        self.assertIn(said["run"], project.runs(study))
