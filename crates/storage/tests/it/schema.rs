use rehome_testkit::on_both_engines;

on_both_engines! {
    async fn every_statement_fits_the_tables(store: Store) {
        let prepared = store.prepare_all().await.unwrap();
        assert!(prepared > 100, "{prepared}");
    }
}
