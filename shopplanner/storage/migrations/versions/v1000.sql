CREATE TABLE ad_day (
    shop_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    campaign_id TEXT NOT NULL,
    product_code TEXT NOT NULL,
    source TEXT NOT NULL,
    campaign TEXT,
    scene TEXT,
    title TEXT,
    impressions INTEGER,
    clicks INTEGER,
    ad_cost INTEGER,
    deal_amount INTEGER,
    deal_count INTEGER,
    direct_deal_amount INTEGER,
    direct_deal_count INTEGER,
    cart_units INTEGER,
    favourites INTEGER,
    deal_buyers INTEGER,
    new_deal_buyers INTEGER,
    presale_amount INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_ad_day PRIMARY KEY (shop_id, day, campaign_id, product_code, source)
)
 WITHOUT ROWID;
CREATE TABLE ad_day_kept (
    kept_for INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    campaign_id TEXT NOT NULL,
    product_code TEXT NOT NULL,
    source TEXT NOT NULL,
    campaign TEXT,
    scene TEXT,
    title TEXT,
    impressions INTEGER,
    clicks INTEGER,
    ad_cost INTEGER,
    deal_amount INTEGER,
    deal_count INTEGER,
    direct_deal_amount INTEGER,
    direct_deal_count INTEGER,
    cart_units INTEGER,
    favourites INTEGER,
    deal_buyers INTEGER,
    new_deal_buyers INTEGER,
    presale_amount INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_ad_day_kept PRIMARY KEY (kept_for, shop_id, day, campaign_id, product_code, source)
)
 WITHOUT ROWID;
CREATE TABLE channel_day (
    shop_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    channel TEXT NOT NULL,
    source TEXT NOT NULL,
    visitors INTEGER,
    new_visitors INTEGER,
    page_views INTEGER,
    favourite_buyers INTEGER,
    cart_buyers INTEGER,
    bounce_ppm INTEGER,
    order_buyers INTEGER,
    order_amount INTEGER,
    paid_buyers INTEGER,
    paid_amount INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_channel_day PRIMARY KEY (shop_id, day, channel, source)
)
 WITHOUT ROWID;
CREATE TABLE channel_day_kept (
    kept_for INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    channel TEXT NOT NULL,
    source TEXT NOT NULL,
    visitors INTEGER,
    new_visitors INTEGER,
    page_views INTEGER,
    favourite_buyers INTEGER,
    cart_buyers INTEGER,
    bounce_ppm INTEGER,
    order_buyers INTEGER,
    order_amount INTEGER,
    paid_buyers INTEGER,
    paid_amount INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_channel_day_kept PRIMARY KEY (kept_for, shop_id, day, channel, source)
)
 WITHOUT ROWID;
CREATE TABLE journal_step (
    id INTEGER NOT NULL,
    shop_id INTEGER,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    areas TEXT NOT NULL,
    place TEXT NOT NULL,
    merge_key TEXT,
    state TEXT NOT NULL,
    batch_id INTEGER,
    CONSTRAINT pk_journal_step PRIMARY KEY (id)
);
CREATE INDEX ix_journal_step_shop_id ON journal_step (shop_id);
CREATE TABLE keyword_period (
    shop_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    keyword TEXT NOT NULL,
    source TEXT NOT NULL,
    last_day INTEGER,
    popularity INTEGER,
    click_ppm INTEGER,
    conversion_ppm INTEGER,
    online_items INTEGER,
    click_popularity INTEGER,
    paid_buyers INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_keyword_period PRIMARY KEY (shop_id, day, keyword, source)
)
 WITHOUT ROWID;
CREATE TABLE keyword_period_kept (
    kept_for INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    keyword TEXT NOT NULL,
    source TEXT NOT NULL,
    last_day INTEGER,
    popularity INTEGER,
    click_ppm INTEGER,
    conversion_ppm INTEGER,
    online_items INTEGER,
    click_popularity INTEGER,
    paid_buyers INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_keyword_period_kept PRIMARY KEY (kept_for, shop_id, day, keyword, source)
)
 WITHOUT ROWID;
CREATE TABLE listing (
    shop_id INTEGER NOT NULL,
    table_id INTEGER NOT NULL,
    item_key TEXT NOT NULL,
    title TEXT,
    shop TEXT,
    brand TEXT,
    category TEXT,
    day INTEGER,
    price INTEGER,
    sales INTEGER,
    reviews INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_listing PRIMARY KEY (shop_id, table_id, item_key)
)
 WITHOUT ROWID;
CREATE TABLE listing_kept (
    kept_for INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    table_id INTEGER NOT NULL,
    item_key TEXT NOT NULL,
    title TEXT,
    shop TEXT,
    brand TEXT,
    category TEXT,
    day INTEGER,
    price INTEGER,
    sales INTEGER,
    reviews INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_listing_kept PRIMARY KEY (kept_for, shop_id, table_id, item_key)
)
 WITHOUT ROWID;
CREATE TABLE order_line (
    shop_id INTEGER NOT NULL,
    order_id TEXT NOT NULL,
    line_id TEXT NOT NULL,
    product_code TEXT,
    title TEXT,
    sku TEXT,
    merchant_code TEXT,
    status TEXT,
    refund_status TEXT,
    buyer_hash TEXT,
    source TEXT,
    day INTEGER,
    created_at INTEGER,
    paid_at INTEGER,
    units INTEGER,
    list_price INTEGER,
    payable_amount INTEGER,
    paid_amount INTEGER,
    refund_amount INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_order_line PRIMARY KEY (shop_id, order_id, line_id)
)
 WITHOUT ROWID;
CREATE INDEX ix_order_line_shop_id_day ON order_line (shop_id, day);
CREATE TABLE order_line_kept (
    kept_for INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    order_id TEXT NOT NULL,
    line_id TEXT NOT NULL,
    product_code TEXT,
    title TEXT,
    sku TEXT,
    merchant_code TEXT,
    status TEXT,
    refund_status TEXT,
    buyer_hash TEXT,
    source TEXT,
    day INTEGER,
    created_at INTEGER,
    paid_at INTEGER,
    units INTEGER,
    list_price INTEGER,
    payable_amount INTEGER,
    paid_amount INTEGER,
    refund_amount INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_order_line_kept PRIMARY KEY (kept_for, shop_id, order_id, line_id)
)
 WITHOUT ROWID;
CREATE TABLE orders (
    shop_id INTEGER NOT NULL,
    order_id TEXT NOT NULL,
    status TEXT,
    buyer_hash TEXT,
    province TEXT,
    city TEXT,
    title TEXT,
    close_reason TEXT,
    source TEXT,
    day INTEGER,
    paid_day INTEGER,
    created_at INTEGER,
    paid_at INTEGER,
    goods_amount INTEGER,
    freight_amount INTEGER,
    total_amount INTEGER,
    paid_amount INTEGER,
    refund_amount INTEGER,
    units INTEGER,
    kinds INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (shop_id, order_id)
)
 WITHOUT ROWID;
CREATE INDEX ix_orders_shop_id_day ON orders (shop_id, day);
CREATE INDEX ix_orders_shop_id_paid_day ON orders (shop_id, paid_day);
CREATE TABLE orders_kept (
    kept_for INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    order_id TEXT NOT NULL,
    status TEXT,
    buyer_hash TEXT,
    province TEXT,
    city TEXT,
    title TEXT,
    close_reason TEXT,
    source TEXT,
    day INTEGER,
    paid_day INTEGER,
    created_at INTEGER,
    paid_at INTEGER,
    goods_amount INTEGER,
    freight_amount INTEGER,
    total_amount INTEGER,
    paid_amount INTEGER,
    refund_amount INTEGER,
    units INTEGER,
    kinds INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_orders_kept PRIMARY KEY (kept_for, shop_id, order_id)
)
 WITHOUT ROWID;
CREATE TABLE product_day (
    shop_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    product_code TEXT NOT NULL,
    source TEXT NOT NULL,
    title TEXT,
    visitors INTEGER,
    page_views INTEGER,
    stay_ms INTEGER,
    bounce_ppm INTEGER,
    favourite_buyers INTEGER,
    cart_buyers INTEGER,
    cart_units INTEGER,
    order_buyers INTEGER,
    order_units INTEGER,
    order_amount INTEGER,
    paid_buyers INTEGER,
    paid_units INTEGER,
    paid_amount INTEGER,
    paid_orders INTEGER,
    new_paid_buyers INTEGER,
    old_paid_buyers INTEGER,
    old_paid_amount INTEGER,
    refund_amount INTEGER,
    search_visitors INTEGER,
    search_paid_buyers INTEGER,
    impressions INTEGER,
    clicks INTEGER,
    list_amount INTEGER,
    stock INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_product_day PRIMARY KEY (shop_id, day, product_code, source)
)
 WITHOUT ROWID;
CREATE TABLE product_day_kept (
    kept_for INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    product_code TEXT NOT NULL,
    source TEXT NOT NULL,
    title TEXT,
    visitors INTEGER,
    page_views INTEGER,
    stay_ms INTEGER,
    bounce_ppm INTEGER,
    favourite_buyers INTEGER,
    cart_buyers INTEGER,
    cart_units INTEGER,
    order_buyers INTEGER,
    order_units INTEGER,
    order_amount INTEGER,
    paid_buyers INTEGER,
    paid_units INTEGER,
    paid_amount INTEGER,
    paid_orders INTEGER,
    new_paid_buyers INTEGER,
    old_paid_buyers INTEGER,
    old_paid_amount INTEGER,
    refund_amount INTEGER,
    search_visitors INTEGER,
    search_paid_buyers INTEGER,
    impressions INTEGER,
    clicks INTEGER,
    list_amount INTEGER,
    stock INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_product_day_kept PRIMARY KEY (kept_for, shop_id, day, product_code, source)
)
 WITHOUT ROWID;
CREATE TABLE refund (
    shop_id INTEGER NOT NULL,
    refund_id TEXT NOT NULL,
    order_id TEXT,
    product_code TEXT,
    title TEXT,
    sku TEXT,
    status TEXT,
    kind TEXT,
    reason TEXT,
    goods_state TEXT,
    source TEXT,
    applied_day INTEGER,
    finished_day INTEGER,
    paid_day INTEGER,
    paid_amount INTEGER,
    refund_amount INTEGER,
    buyer_refund_amount INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_refund PRIMARY KEY (shop_id, refund_id)
)
 WITHOUT ROWID;
CREATE TABLE refund_kept (
    kept_for INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    refund_id TEXT NOT NULL,
    order_id TEXT,
    product_code TEXT,
    title TEXT,
    sku TEXT,
    status TEXT,
    kind TEXT,
    reason TEXT,
    goods_state TEXT,
    source TEXT,
    applied_day INTEGER,
    finished_day INTEGER,
    paid_day INTEGER,
    paid_amount INTEGER,
    refund_amount INTEGER,
    buyer_refund_amount INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_refund_kept PRIMARY KEY (kept_for, shop_id, refund_id)
)
 WITHOUT ROWID;
CREATE TABLE review (
    shop_id INTEGER NOT NULL,
    review_id TEXT NOT NULL,
    product_code TEXT,
    text TEXT,
    aspect TEXT,
    polarity TEXT,
    source TEXT,
    day INTEGER,
    score INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_review PRIMARY KEY (shop_id, review_id)
)
 WITHOUT ROWID;
CREATE TABLE review_kept (
    kept_for INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    review_id TEXT NOT NULL,
    product_code TEXT,
    text TEXT,
    aspect TEXT,
    polarity TEXT,
    source TEXT,
    day INTEGER,
    score INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_review_kept PRIMARY KEY (kept_for, shop_id, review_id)
)
 WITHOUT ROWID;
CREATE TABLE shop (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    platform TEXT NOT NULL,
    currency TEXT NOT NULL,
    note TEXT NOT NULL,
    sample BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_shop PRIMARY KEY (id)
);
CREATE TABLE shop_day (
    shop_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    source TEXT NOT NULL,
    visitors INTEGER,
    page_views INTEGER,
    item_visitors INTEGER,
    item_page_views INTEGER,
    stay_ms INTEGER,
    bounce_ppm INTEGER,
    favourite_buyers INTEGER,
    cart_buyers INTEGER,
    cart_units INTEGER,
    order_buyers INTEGER,
    order_units INTEGER,
    order_amount INTEGER,
    paid_buyers INTEGER,
    paid_units INTEGER,
    paid_amount INTEGER,
    paid_orders INTEGER,
    paid_sub_orders INTEGER,
    new_visitors INTEGER,
    old_visitors INTEGER,
    old_paid_buyers INTEGER,
    old_paid_amount INTEGER,
    refund_amount INTEGER,
    ad_cost INTEGER,
    commission INTEGER,
    reviews INTEGER,
    positive_reviews INTEGER,
    negative_reviews INTEGER,
    description_score_ppm INTEGER,
    service_score_ppm INTEGER,
    logistics_score_ppm INTEGER,
    shop_favourites INTEGER,
    mobile_visitors INTEGER,
    mobile_paid_amount INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_shop_day PRIMARY KEY (shop_id, day, source)
)
 WITHOUT ROWID;
CREATE TABLE shop_day_kept (
    kept_for INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    source TEXT NOT NULL,
    visitors INTEGER,
    page_views INTEGER,
    item_visitors INTEGER,
    item_page_views INTEGER,
    stay_ms INTEGER,
    bounce_ppm INTEGER,
    favourite_buyers INTEGER,
    cart_buyers INTEGER,
    cart_units INTEGER,
    order_buyers INTEGER,
    order_units INTEGER,
    order_amount INTEGER,
    paid_buyers INTEGER,
    paid_units INTEGER,
    paid_amount INTEGER,
    paid_orders INTEGER,
    paid_sub_orders INTEGER,
    new_visitors INTEGER,
    old_visitors INTEGER,
    old_paid_buyers INTEGER,
    old_paid_amount INTEGER,
    refund_amount INTEGER,
    ad_cost INTEGER,
    commission INTEGER,
    reviews INTEGER,
    positive_reviews INTEGER,
    negative_reviews INTEGER,
    description_score_ppm INTEGER,
    service_score_ppm INTEGER,
    logistics_score_ppm INTEGER,
    shop_favourites INTEGER,
    mobile_visitors INTEGER,
    mobile_paid_amount INTEGER,
    extras TEXT,
    batch_id INTEGER NOT NULL,
    CONSTRAINT pk_shop_day_kept PRIMARY KEY (kept_for, shop_id, day, source)
)
 WITHOUT ROWID;
CREATE TABLE shop_rollup_day (
    shop_id INTEGER NOT NULL,
    fact TEXT NOT NULL,
    source TEXT NOT NULL,
    day INTEGER NOT NULL,
    measure TEXT NOT NULL,
    total INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    CONSTRAINT pk_shop_rollup_day PRIMARY KEY (shop_id, fact, source, day, measure)
)
 WITHOUT ROWID;
CREATE TABLE import_batch (
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    group_id INTEGER,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    format_id TEXT NOT NULL,
    fact TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    rows_read INTEGER NOT NULL,
    rows_stored INTEGER NOT NULL,
    rows_rejected INTEGER NOT NULL,
    rows_unchanged INTEGER NOT NULL,
    first_day INTEGER,
    last_day INTEGER,
    warnings TEXT NOT NULL,
    state TEXT NOT NULL,
    undoes INTEGER,
    CONSTRAINT pk_import_batch PRIMARY KEY (id),
    CONSTRAINT fk_import_batch_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_import_batch_shop_id ON import_batch (shop_id);
CREATE TABLE journal_row (
    id INTEGER NOT NULL,
    step_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT,
    CONSTRAINT pk_journal_row PRIMARY KEY (id),
    CONSTRAINT fk_journal_row_step_id_journal_step FOREIGN KEY(step_id) REFERENCES journal_step (id) ON DELETE CASCADE
);
CREATE INDEX ix_journal_row_step ON journal_row (step_id);
CREATE TABLE product (
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    short_name TEXT NOT NULL,
    category TEXT NOT NULL,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    list_price INTEGER,
    tag_price INTEGER,
    cost INTEGER,
    floor_price INTEGER,
    stock INTEGER,
    launch_day INTEGER,
    life_stage TEXT NOT NULL,
    note TEXT NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_product PRIMARY KEY (id),
    CONSTRAINT uq_product_shop_id_code UNIQUE (shop_id, code),
    CONSTRAINT fk_product_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_product_shop_id ON product (shop_id);
CREATE TABLE promotion (
    name TEXT NOT NULL,
    mechanic TEXT NOT NULL,
    lane TEXT NOT NULL,
    status TEXT NOT NULL,
    purpose TEXT NOT NULL,
    audience TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    whole_shop BOOLEAN NOT NULL,
    parameters TEXT NOT NULL,
    budget INTEGER,
    series TEXT NOT NULL,
    note TEXT NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_promotion PRIMARY KEY (id),
    CONSTRAINT fk_promotion_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_promotion_ends_at ON promotion (ends_at);
CREATE INDEX ix_promotion_shop_id ON promotion (shop_id);
CREATE INDEX ix_promotion_starts_at ON promotion (starts_at);
CREATE TABLE role_target (
    role TEXT NOT NULL,
    share INTEGER NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_role_target PRIMARY KEY (id),
    CONSTRAINT uq_role_target_shop_id_role UNIQUE (shop_id, role),
    CONSTRAINT fk_role_target_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_role_target_shop_id ON role_target (shop_id);
CREATE TABLE saved_mapping (
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    signature TEXT NOT NULL,
    mapping TEXT NOT NULL,
    CONSTRAINT pk_saved_mapping PRIMARY KEY (id),
    CONSTRAINT uq_saved_mapping_shop_id_signature UNIQUE (shop_id, signature),
    CONSTRAINT fk_saved_mapping_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE TABLE saved_view (
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_saved_view PRIMARY KEY (id),
    CONSTRAINT fk_saved_view_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_saved_view_shop_id ON saved_view (shop_id);
CREATE TABLE setting (
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (id),
    CONSTRAINT uq_setting_shop_id_key UNIQUE (shop_id, "key"),
    CONSTRAINT fk_setting_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE TABLE target (
    metric TEXT NOT NULL,
    month TEXT NOT NULL,
    value INTEGER NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_target PRIMARY KEY (id),
    CONSTRAINT uq_target_shop_id_metric_month UNIQUE (shop_id, metric, month),
    CONSTRAINT fk_target_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_target_shop_id ON target (shop_id);
CREATE TABLE worksheet (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    chosen BOOLEAN NOT NULL,
    review_by INTEGER,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_worksheet PRIMARY KEY (id),
    CONSTRAINT fk_worksheet_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_worksheet_shop_id ON worksheet (shop_id);
CREATE TABLE import_reject (
    id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    reason TEXT NOT NULL,
    cells TEXT NOT NULL,
    CONSTRAINT pk_import_reject PRIMARY KEY (id),
    CONSTRAINT fk_import_reject_batch_id_import_batch FOREIGN KEY(batch_id) REFERENCES import_batch (id) ON DELETE CASCADE
);
CREATE INDEX ix_import_reject_batch_id ON import_reject (batch_id);
CREATE TABLE promotion_phase (
    promotion_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_promotion_phase PRIMARY KEY (id),
    CONSTRAINT fk_promotion_phase_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id) ON DELETE CASCADE,
    CONSTRAINT fk_promotion_phase_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_promotion_phase_promotion_id ON promotion_phase (promotion_id);
CREATE INDEX ix_promotion_phase_shop_id ON promotion_phase (shop_id);
CREATE TABLE promotion_product (
    promotion_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_promotion_product PRIMARY KEY (id),
    CONSTRAINT fk_promotion_product_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id) ON DELETE CASCADE,
    CONSTRAINT fk_promotion_product_product_id_product FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE,
    CONSTRAINT fk_promotion_product_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_promotion_product_product_id ON promotion_product (product_id);
CREATE INDEX ix_promotion_product_promotion_id ON promotion_product (promotion_id);
CREATE INDEX ix_promotion_product_shop_id ON promotion_product (shop_id);
CREATE TABLE shop_event (
    day INTEGER NOT NULL,
    kind TEXT NOT NULL,
    product_id INTEGER,
    text TEXT NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_shop_event PRIMARY KEY (id),
    CONSTRAINT fk_shop_event_product_id_product FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE SET NULL,
    CONSTRAINT fk_shop_event_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_shop_event_day ON shop_event (day);
CREATE INDEX ix_shop_event_shop_id ON shop_event (shop_id);
CREATE TABLE sku (
    product_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    merchant_code TEXT NOT NULL,
    name TEXT NOT NULL,
    list_price INTEGER,
    cost INTEGER,
    stock INTEGER,
    has_image BOOLEAN NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_sku PRIMARY KEY (id),
    CONSTRAINT uq_sku_product_id_code UNIQUE (product_id, code),
    CONSTRAINT fk_sku_product_id_product FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE,
    CONSTRAINT fk_sku_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_sku_product_id ON sku (product_id);
CREATE INDEX ix_sku_shop_id ON sku (shop_id);
CREATE TABLE task (
    promotion_id INTEGER,
    title TEXT NOT NULL,
    role TEXT NOT NULL,
    due_day INTEGER NOT NULL,
    lead_days INTEGER,
    template TEXT NOT NULL,
    done_at TEXT,
    note TEXT NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_task PRIMARY KEY (id),
    CONSTRAINT fk_task_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id) ON DELETE CASCADE,
    CONSTRAINT fk_task_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_task_due_day ON task (due_day);
CREATE INDEX ix_task_promotion_id ON task (promotion_id);
CREATE INDEX ix_task_shop_id ON task (shop_id);
CREATE TABLE worksheet_value (
    worksheet_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    item INTEGER NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    as_of INTEGER,
    confidence TEXT NOT NULL,
    id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_worksheet_value PRIMARY KEY (id),
    CONSTRAINT uq_worksheet_value_worksheet_id_field_item UNIQUE (worksheet_id, field, item),
    CONSTRAINT fk_worksheet_value_worksheet_id_worksheet FOREIGN KEY(worksheet_id) REFERENCES worksheet (id) ON DELETE CASCADE,
    CONSTRAINT fk_worksheet_value_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_worksheet_value_shop_id ON worksheet_value (shop_id);
